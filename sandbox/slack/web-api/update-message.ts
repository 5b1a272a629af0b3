import { LONGEST_UPDATE, notePings, readContent } from '../message-content.ts';
import { messagePayload } from '../message-payload.ts';
import type { SeenMessage } from '../observed.ts';
import { Refused } from '../refused.ts';
import type { World } from '../world.ts';
import { channelFor, required } from './arguments.ts';
import type { Method } from './method.ts';

/**
 * docs.slack.dev/reference/methods/chat.update, tier 3. Text without blocks removes the blocks; an ephemeral message
 * cannot be updated (reference 3.11). `edit_window_closed` depends on workspace settings: use a fault.
 */
export const chatUpdate: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  perMinute: 50,
  run(world, args) {
    const channel = channelFor(world, required(args, 'channel'));
    const message = ownMessage(world, channel.id, required(args, 'ts'));
    if (channel.archived) throw new Refused('is_inactive');
    const content = readContent(args, LONGEST_UPDATE);
    notePings(world, 'chat.update', args, channel.id);
    world.messages.edit(message, content.text, content.blocks);
    return { channel: channel.id, ts: message.ts, text: message.text, message: messagePayload(world, message) };
  },
};

function ownMessage(world: World, channel: string, ts: string): SeenMessage {
  const message = world.messages.find(channel, ts);
  if (!message || message.ephemeralTo) throw new Refused('message_not_found');
  if (message.user !== world.workspace.botUserId) throw new Refused('cant_update_message');
  return message;
}

/** docs.slack.dev/reference/methods/chat.getPermalink */
export const chatGetPermalink: Method = {
  token: 'bot',
  scopes: [],
  run(world, args) {
    const channel = channelFor(world, required(args, 'channel'));
    const ts = required(args, 'message_ts');
    const message = world.messages.find(channel.id, ts);
    if (!message || message.ephemeralTo) throw new Refused('message_not_found');
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
    const permalink = `https://${world.workspace.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`;
    return { channel: channel.id, permalink: permalink + thread };
  },
};
