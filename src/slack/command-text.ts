import { BadInput } from '../domain/errors.ts';
import { oneLine } from '../domain/plain-text.ts';

/** What somebody asked for with `/c1-sync …`. */
export type Command =
  | { readonly verb: 'open'; readonly words: string }
  | { readonly verb: 'run'; readonly words: string }
  | { readonly verb: 'help' }
  | { readonly verb: 'who' }
  | {
      readonly verb: 'allow';
      readonly userId: string;
      readonly on: string | null;
      readonly forMs: number | null;
      readonly manager: boolean;
    }
  | { readonly verb: 'revoke'; readonly userId: string };

/** Longer than any name C1 shows whole; past this it is a paste by accident. */
const MAX_WORDS = 300;

const HOUR = 3_600_000;
const UNITS: Record<string, number> = { m: HOUR / 60, h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR };
const LONGEST_GRANT = 366 * 24 * HOUR;

const EXAMPLE = '/c1-sync allow @ana on Okta for 8h';

/**
 * Reads the text behind the command. Slack sends mentions as `<@U123|name>` (`should_escape` in the manifest) and
 * escapes `& < >`; Macs make quotes and dashes smart. An unknown verb is a search for a connector.
 *
 * @throws {BadInput}
 */
export function parseCommand(raw: string): Command {
  const text = oneLine(raw.normalize('NFKC').replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[‐-―]/g, '-'));
  const [first = '', ...others] = text.split(' ');
  const rest = others.join(' ');
  switch (first.toLowerCase()) {
    case 'run':
      if (rest === '') throw new BadInput('Say which connector: /c1-sync run followed by a part of its name.');
      return { verb: 'run', words: words(rest) };
    case 'allow':
      return allow(others);
    case 'revoke':
      return revoke(others);
    case 'help':
    case '?':
      if (rest === '') return { verb: 'help' };
      break;
    case 'who':
      if (rest === '') return { verb: 'who' };
      break;
  }
  return { verb: 'open', words: words(text) };
}

function words(text: string): string {
  const bare = withoutEntities(text).replace(/^["'](.*)["']$/, '$1');
  if (bare.length > MAX_WORDS) {
    throw new BadInput(
      `That is too long for a connector's name (${bare.length} characters). Type a few letters of it.`,
    );
  }
  return bare;
}

/** `allow @ana [on Okta] [for 8h] [as manager]`, the clauses in any order, as people type them. */
function allow([target = '', ...clauses]: string[]): Command {
  const userId = person(target, `Name one person: ${EXAMPLE}`);
  const { rest, manager, duration } = takeClauses(clauses.join(' '));
  const forMs = duration === null ? null : howLong(duration);
  if (rest === '') return { verb: 'allow', userId, on: null, forMs, manager };
  const on = /^on (.+)$/i.exec(rest)?.[1];
  if (on === undefined) throw new BadInput(`I do not understand "${rest.slice(0, 60)}". The form is: ${EXAMPLE}`);
  if (manager) throw new BadInput('A manager manages access to everything: leave out either "on …" or "as manager".');
  return { verb: 'allow', userId, on: words(on), forMs, manager };
}

/** Takes `for …` and `as manager` from either end: what is between belongs to the name behind `on`. */
function takeClauses(text: string): { rest: string; manager: boolean; duration: string | null } {
  let rest = text;
  let manager = false;
  let duration: string | null = null;
  for (;;) {
    const first = /^(?:as (manager)|for (\S+))(?: (.*))?$/i.exec(rest);
    const last = /^(?:(.*?) )?(?:as (manager)|for (\S+))$/i.exec(rest);
    const [isManager, length, left] = first ? [first[1], first[2], first[3]] : [last?.[2], last?.[3], last?.[1]];
    if (isManager !== undefined && !manager) manager = true;
    else if (length !== undefined && duration === null) duration = length;
    else return { rest, manager, duration };
    rest = left ?? '';
  }
}

function revoke([target = '', ...more]: string[]): Command {
  const userId = person(target, 'Name one person: /c1-sync revoke @ana');
  if (more.length > 0) throw new BadInput('revoke takes one person and nothing else: /c1-sync revoke @ana');
  return { verb: 'revoke', userId };
}

function person(target: string, missing: string): string {
  const id = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(target)?.[1];
  if (id !== undefined) return id;
  if (target === '') throw new BadInput(missing);
  if (target.startsWith('<!subteam')) throw new BadInput('Groups cannot be given access: name the people one by one.');
  throw new BadInput(
    `I cannot tell for sure who "${target.slice(0, 60)}" is. Type @ and pick the person from Slack's list. ` +
      'If you did, the app is set up without "Escape channels, users, and links": tell whoever runs it.',
  );
}

function howLong(text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,5})(m|h|d|w)$/i.exec(text) ?? [];
  const ms = Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
  if (ms > 0 && ms <= LONGEST_GRANT) return ms;
  throw new BadInput(
    `"for ${text.slice(0, 20)}" is no length of time I know. Use minutes, hours, days or weeks: 30m, 8h, 3d, 2w.`,
  );
}

function withoutEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}
