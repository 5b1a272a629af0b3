import type { JsonObject } from '../json.ts';
import { Refused } from '../refused.ts';
import type { Channel } from '../workspace-model.ts';
import type { World } from '../world.ts';
import { channelFor, isOn, needScope, personFor, required } from './arguments.ts';
import type { Method } from './method.ts';
import { page } from './page.ts';

const READ_SCOPE = { public: 'channels:read', private: 'groups:read', im: 'im:read' } as const;

/** docs.slack.dev/reference/methods/conversations.open: one person, im:write; several need mpim:write. */
export const conversationsOpen: Method = {
  token: 'bot',
  scopes: ['im:write'],
  perMinute: 50,
  run(world, args) {
    const ids = required(args, 'users').split(',');
    if (ids.length > 1) needScope(world, 'mpim:write');
    const person = personFor(world, ids[0] ?? '');
    if (person.kind === 'deactivated') throw new Refused('user_disabled');
    if (person.kind === 'bot') throw new Refused('cannot_dm_bot');
    const { id } = world.workspace.dm(person);
    return { channel: isOn(args.return_im) ? { id, is_im: true, user: person.id } : { id } };
  },
};

/** docs.slack.dev/reference/methods/conversations.info: the scope is that of the kind of conversation. */
export const conversationsInfo: Method = {
  token: 'bot',
  scopes: [],
  perMinute: 50,
  run(world, args) {
    const channel = channelFor(world, required(args, 'channel'));
    needScope(world, READ_SCOPE[channel.kind]);
    return { channel: described(world, channel) };
  },
};

/** docs.slack.dev/reference/methods/users.conversations: those the bot, or `user`, is in. */
export const usersConversations: Method = {
  token: 'bot',
  scopes: [],
  perMinute: 50,
  run(world, args) {
    const types = String(args.types ?? 'public_channel').split(',');
    if (types.includes('public_channel')) needScope(world, 'channels:read');
    if (types.includes('private_channel')) needScope(world, 'groups:read');
    if (types.includes('im')) needScope(world, 'im:read');
    const { botUserId, channels } = world.workspace;
    const user = args.user ? personFor(world, String(args.user)).id : botUserId;
    const wanted = { public: 'public_channel', private: 'private_channel', im: 'im' };
    const found = [...channels.values()].filter(
      (channel) =>
        types.includes(wanted[channel.kind]) &&
        channel.members.has(user) &&
        (channel.kind === 'public' || channel.members.has(botUserId)) &&
        !(channel.archived && isOn(args.exclude_archived)),
    );
    return page(found, args, (channels) => ({ channels: channels.map((channel) => described(world, channel)) }));
  },
};

function described(world: World, channel: Channel): JsonObject {
  const im = channel.kind === 'im';
  return {
    id: channel.id,
    ...(im ? { user: [...channel.members][0] ?? '' } : { name: channel.name, name_normalized: channel.name }),
    is_channel: channel.kind === 'public',
    is_group: false,
    is_im: im,
    is_mpim: false,
    is_private: channel.kind !== 'public',
    is_archived: channel.archived,
    is_general: channel.name === 'general',
    is_member: channel.members.has(world.workspace.botUserId),
    is_shared: channel.shared,
    is_ext_shared: channel.shared,
    is_org_shared: false,
    context_team_id: world.workspace.team.id,
    num_members: channel.members.size,
  };
}
