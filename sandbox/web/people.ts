import { PEOPLE } from '../seed.ts';
import type { SlackSandbox } from '../slack/slack-sandbox.ts';
import type { Channel, Person } from '../slack/workspace-model.ts';
import type { World } from '../world.ts';
import type { PersonOption } from './protocol.ts';
import { Refused } from './refused.ts';

/** Somebody the page lets one be, by id or name; without one, the first of them. */
export function personCalled(slack: SlackSandbox, who: string): Person {
  const known = PEOPLE.map((name) => slack.workspace.person(name));
  const found = who === '' ? known[0] : known.find(({ id, name }) => id === who || name === who);
  if (!found) throw new Refused(`Nobody you can be is called "${who}".`, 404);
  return found;
}

export function peopleOf(slack: SlackSandbox, grants: ReturnType<World['grants']>): PersonOption[] {
  return PEOPLE.map((name) => slack.workspace.person(name)).map((person) => ({
    id: person.id,
    name: person.name,
    realName: person.realName,
    role: roleOf(person, grants),
  }));
}

function roleOf(person: Person, grants: ReturnType<World['grants']>): PersonOption['role'] {
  if (person.kind === 'stranger' || person.kind === 'guest') return person.kind;
  if (person.name === 'ana') return 'manager';
  return grants.get(person.id) ?? 'not allowed';
}

/**
 * What stands in somebody's sidebar: members browse all public channels, guests have those they were invited to
 * (slack.com/help/articles/202518103), people of another organisation those shared with them.
 */
export function canSee(person: Person, channel: Channel): boolean {
  if (channel.members.has(person.id)) return person.kind !== 'stranger' || channel.shared || channel.kind === 'im';
  return channel.kind === 'public' && person.kind === 'member';
}
