import type { JsonObject } from './json.ts';
import { LONGEST_TEXT, notePings, readContent } from './message-content.ts';
import type { SeenMessage } from './observed.ts';
import { Refused } from './refused.ts';
import type { ResponseTarget } from './response-urls.ts';
import type { World } from './world.ts';

/**
 * What a response_url or the ack of a slash command does: ephemeral unless `response_type` is `in_channel`;
 * `replace_original` and `delete_original` reach the message of the gesture
 * (docs.slack.dev/interactivity/handling-user-interaction#message_responses). Membership does not matter (3.9).
 */
export function respond(
  world: World,
  target: ResponseTarget,
  body: JsonObject,
  source: 'response_url' | 'slash_ack',
): void {
  const original = target.message ? world.messages.find(target.channel, target.message) : undefined;
  if (body.delete_original === true) {
    if (original) world.messages.remove(original);
    return;
  }
  const type = body.response_type ?? 'ephemeral';
  if (type !== 'ephemeral' && type !== 'in_channel') throw new Refused('invalid_response_type');
  const content = readContent(body, LONGEST_TEXT);
  notePings(world, source, body, target.channel);
  if (body.replace_original === true && original) {
    world.messages.edit(original, content.text, content.blocks);
    return;
  }
  target.message = world.messages.post(draft(world, target, content, body, type === 'ephemeral', source)).ts;
}

function draft(
  world: World,
  { channel, user }: ResponseTarget,
  content: { text: string; blocks: JsonObject[] },
  body: JsonObject,
  ephemeral: boolean,
  source: SeenMessage['source'],
) {
  return {
    ...content,
    channel,
    user: world.workspace.botUserId,
    source,
    ...(ephemeral ? { ephemeralTo: user } : {}),
    ...(typeof body.thread_ts === 'string' ? { threadTs: body.thread_ts } : {}),
  };
}
