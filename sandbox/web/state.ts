import type { SeenView } from '../slack/observed.ts';
import type { SlackSandbox } from '../slack/slack-sandbox.ts';
import type { Channel, Person } from '../slack/workspace-model.ts';
import type { World } from '../world.ts';
import { masked } from './mask.ts';
import { canSee, peopleOf, personCalled } from './people.ts';
import type { ChannelEntry, State } from './protocol.ts';

/** With a real Slack there is nobody to be. */
const NOBODY = { id: '', name: '', realName: '', role: 'not allowed' } as const;
const NO_SLACK = {
  team: { id: '', name: '' },
  me: NOBODY,
  people: [],
  names: {},
  botUserId: '',
  channels: [],
  messages: {},
  modal: null,
  home: null,
  commands: [],
  shortcuts: [],
};

/** Everything this person sees, and nothing of what others see alone. */
export function stateFor({ slack, c1, manifest, reality, grants }: World, as: string): State {
  const tenant = { reality, c1: c1?.snapshot() ?? null };
  if (!slack) return { ...NO_SLACK, ...tenant };
  const person = personCalled(slack, as);
  const people = peopleOf(slack, grants());
  const { slash_commands, shortcuts } = person.kind === 'stranger' ? NOTHING : manifest.features;
  const visible = [...slack.workspace.channels.values()].filter((channel) => canSee(person, channel));
  return {
    ...tenant,
    team: { id: slack.workspace.team.id, name: slack.workspace.team.name },
    me: people.find(({ id }) => id === person.id) ?? NOBODY,
    people,
    names: namesIn(slack, visible),
    botUserId: slack.botUserId,
    channels: visible.map((channel) => entryOf(channel, slack)),
    messages: Object.fromEntries(visible.map(({ id }) => [id, slack.messages(id, { as: person })])),
    modal: shown(slack.openViewFor(person)),
    home: shown(slack.home(person)),
    commands: slash_commands.map(({ command, description, usage_hint: hint }) => ({ command, description, hint })),
    shortcuts: shortcuts.map(({ callback_id: callbackId, name, type }) => ({ callbackId, name, type })),
  };
}

/** Members of a connected workspace have neither our commands nor our shortcuts (bolt-python#767). */
const NOTHING = { slash_commands: [], shortcuts: [] };

function entryOf({ id, name, kind, shared, members }: Channel, { botUserId, workspace }: SlackSandbox): ChannelEntry {
  const shownName = kind === 'im' ? nameOf(workspace.person(botUserId)) : name;
  return { id, name: shownName, kind, shared, botIsIn: members.has(botUserId) };
}

function namesIn({ workspace }: SlackSandbox, visible: readonly Channel[]): Record<string, string> {
  return Object.fromEntries([
    ...[...workspace.people.values()].map((person) => [person.id, nameOf(person)]),
    ...visible.map(({ id, name }) => [id, name]),
    ...[...workspace.userGroups.values()].map(({ id, handle }) => [id, handle]),
  ]);
}

function nameOf({ realName }: Person): string {
  return realName;
}

/** What the app keeps in a view may hold a response_url, which speaks for the app. */
function shown(view: SeenView | undefined): SeenView | null {
  return view ? { ...view, privateMetadata: masked(view.privateMetadata) } : null;
}
