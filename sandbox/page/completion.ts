import type { State } from '../web/protocol.ts';

export interface Completion {
  readonly key: string;
  /** What stands in the list, and after it, more quietly. */
  readonly title: string;
  readonly hint: string;
  readonly description: string;
  /** What replaces the letters typed so far. */
  readonly insert: string;
}

export interface Completions {
  readonly kind: 'commands' | 'people' | 'channels';
  /** The letters typed so far stand between these. */
  readonly from: number;
  readonly to: number;
  readonly typed: string;
  readonly entries: readonly Completion[];
}

/** What can be completed where the caret is: a command at the very start, a name after `@`, a channel after `#`. */
export function completionsAt(text: string, caret: number, state: State): Completions | null {
  const before = text.slice(0, caret);
  const [typed = ''] = /(?:^\/\S*|(?<=^|\s)[@#][\w.-]*)$/.exec(before) ?? [];
  if (typed === '') return null;
  const [kind, all] = entriesFor(typed, state);
  const wanted = typed.toLowerCase();
  const entries = all.filter(({ insert, title }) =>
    [insert, `${typed[0]}${title}`].some((each) => each.toLowerCase().startsWith(wanted)),
  );
  return entries.length === 0 ? null : { kind, from: caret - typed.length, to: caret, typed, entries };
}

function entriesFor(typed: string, state: State): [Completions['kind'], Completion[]] {
  if (typed.startsWith('/')) {
    const commands = state.commands.map(({ command, description, hint }) => ({
      key: command,
      title: command,
      hint,
      description,
      insert: command,
    }));
    return ['commands', commands];
  }
  if (typed.startsWith('#')) {
    const channels = state.channels.filter(({ kind }) => kind !== 'im');
    return [
      'channels',
      channels.map(({ id, name }) => ({ key: id, title: name, hint: '', description: '', insert: `#${name}` })),
    ];
  }
  const people = state.people.map(({ id, name, realName, role }) => ({
    key: id,
    title: realName,
    hint: name,
    description: role,
    insert: `@${name}`,
  }));
  return ['people', people];
}

/** The command a text begins with, if the workspace knows it. */
export function commandIn(text: string, state: State): State['commands'][number] | undefined {
  const [word] = text.split(/\s/, 1);
  return state.commands.find(({ command }) => command === word);
}

/** Typed text as Slack's client stores it: the three characters escaped, `@name` and `#channel` made mentions. */
export function toMessageText(typed: string, state: State): string {
  const escaped = typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .replace(/(?<![\w.@])@([\w.-]*\w)/g, (whole, name: string) => {
      const person = state.people.find((each) => each.name === name);
      return person ? `<@${person.id}>` : whole;
    })
    .replace(/(?<![\w#&])#([\w-]+)/g, (whole, name: string) => {
      const channel = state.channels.find((each) => each.name === name && each.kind !== 'im');
      return channel ? `<#${channel.id}|${name}>` : whole;
    });
}
