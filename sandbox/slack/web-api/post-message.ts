import type { JsonObject } from '../json.ts';
import { LONGEST_TEXT, notePings, readContent } from '../message-content.ts';
import { messagePayload } from '../message-payload.ts';
import { Refused } from '../refused.ts';
import type { Channel } from '../workspace-model.ts';
import type { World } from '../world.ts';
import { channelFor, isOn, required } from './arguments.ts';
import type { Method } from './method.ts';

/** docs.slack.dev/reference/methods/chat.postMessage; one a second a channel is kept by `rate-limits.ts`. */
export const chatPostMessage: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  run(world, args) {
    const channel = whereTo(world, required(args, 'channel'));
    const content = readContent(args, LONGEST_TEXT);
    const threadTs = readThread(world, channel, args);
    notePings(world, 'chat.postMessage', args, channel.id);
    const message = world.messages.post({
      ...content,
      channel: channel.id,
      user: world.workspace.botUserId,
      source: 'chat.postMessage',
      ...(threadTs ? { threadTs } : {}),
      ...(threadTs && isOn(args.reply_broadcast) ? { broadcast: true } : {}),
      ...(args.unfurl_links === undefined ? {} : { unfurlLinks: isOn(args.unfurl_links) }),
      ...(args.unfurl_media === undefined ? {} : { unfurlMedia: isOn(args.unfurl_media) }),
    });
    return { channel: channel.id, ts: message.ts, message: messagePayload(world, message) };
  },
};

/** A user id means the app's direct messages with that person ([D] chat.postMessage#channels). */
function whereTo(world: World, id: string): Channel {
  const { workspace } = world;
  const person = workspace.people.get(id);
  const channel = person ? workspace.dm(person) : channelFor(world, id);
  if (channel.archived) throw new Refused('is_archived');
  if (channel.kind === 'im' && !workspace.messagesTab) throw new Refused('messages_tab_disabled');
  // chat:write.public: public channels without being a member, never private ones (reference 3.11; lockbot#11).
  const inside = channel.members.has(workspace.botUserId);
  if (!inside && !world.tokens.scopes.includes('chat:write.public')) throw new Refused('not_in_channel');
  return channel;
}

/** A reply needs a message to reply to; Slack's answer to an unknown one is not documented for this method ([I]). */
export function readThread(world: World, channel: Channel, { thread_ts }: JsonObject): string | undefined {
  if (thread_ts === undefined || thread_ts === '') return undefined;
  const parent = world.messages.find(channel.id, String(thread_ts));
  if (!parent || parent.ephemeralTo) throw new Refused('thread_not_found');
  return parent.threadTs ?? parent.ts;
}

/** docs.slack.dev/reference/methods/chat.postEphemeral: both the person and the bot must be in the channel (3.11). */
export const chatPostEphemeral: Method = {
  token: 'bot',
  scopes: ['chat:write'],
  perMinute: 100,
  run(world, args) {
    const channel = channelFor(world, required(args, 'channel'));
    const user = required(args, 'user');
    if (channel.archived) throw new Refused('is_archived');
    if (channel.kind === 'im' && !world.workspace.messagesTab) throw new Refused('messages_tab_disabled');
    if (!channel.members.has(world.workspace.botUserId)) throw new Refused('not_in_channel');
    if (!channel.members.has(user)) throw new Refused('user_not_in_channel');
    const content = readContent(args, LONGEST_TEXT);
    const threadTs = readThread(world, channel, args);
    notePings(world, 'chat.postEphemeral', args, channel.id);
    const message = world.messages.post({
      ...content,
      channel: channel.id,
      user: world.workspace.botUserId,
      source: 'chat.postEphemeral',
      ephemeralTo: user,
      ...(threadTs ? { threadTs } : {}),
    });
    return { message_ts: message.ts };
  },
};
