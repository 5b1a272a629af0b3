import type { Json, JsonObject } from '../json.ts';
import { Refused, refusedBecause } from '../refused.ts';
import type { Channel, Person } from '../workspace-model.ts';
import type { World } from '../world.ts';

export function required(args: JsonObject, name: string): string {
  const value = args[name];
  if (value === undefined || value === null || value === '') {
    throw refusedBecause('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
  }
  return String(value);
}

/** Forms say `true` or `1`, JSON says true. */
export function isOn(value: Json | undefined): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}

/** A channel the bot can know of: a private one it is not in does not exist for it (reference 3.11). */
export function channelFor(world: World, id: string): Channel {
  const channel = world.workspace.channels.get(id);
  const hidden = channel && channel.kind !== 'public' && !channel.members.has(world.workspace.botUserId);
  if (!channel || hidden) throw new Refused('channel_not_found');
  return channel;
}

export function personFor(world: World, id: string): Person {
  const person = world.workspace.people.get(id);
  if (!person) throw new Refused('user_not_found');
  return person;
}

/** Scopes that depend on the arguments; the answer names the missing one. */
export function needScope(world: World, scope: string): void {
  if (world.tokens.scopes.includes(scope)) return;
  throw new Refused('missing_scope', { needed: scope, provided: world.tokens.scopes.join(',') });
}
