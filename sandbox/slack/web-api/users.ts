import type { JsonObject } from '../json.ts';
import type { Person } from '../workspace-model.ts';
import type { World } from '../world.ts';
import { personFor, required } from './arguments.ts';
import type { Method } from './method.ts';

/** docs.slack.dev/reference/methods/users.info; the flags of reference 3.10 tell guests, strangers and bots apart. */
export const usersInfo: Method = {
  token: 'bot',
  scopes: ['users:read'],
  perMinute: 100,
  run: (world, args) => ({ user: described(world, personFor(world, required(args, 'user'))) }),
};

function described({ tokens }: World, person: Person): JsonObject {
  const here = person.kind !== 'stranger';
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.kind === 'deactivated',
    real_name: person.realName,
    tz: person.timeZone,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      team: person.teamId,
      // docs.slack.dev/reference/scopes/users.read.email
      ...(tokens.scopes.includes('users:read.email') ? { email: person.email } : {}),
    },
    is_bot: person.kind === 'bot',
    is_app_user: false,
    updated: 0,
    ...(here ? { is_admin: person.admin, is_owner: false, is_primary_owner: false } : { is_stranger: true }),
    is_restricted: person.kind === 'guest',
    is_ultra_restricted: false,
  };
}
