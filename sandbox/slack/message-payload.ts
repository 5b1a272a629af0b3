import type { JsonObject } from './json.ts';
import type { SeenMessage } from './observed.ts';
import type { World } from './world.ts';

/** A message as answers and payloads carry it. */
export function messagePayload(world: World, message: SeenMessage): JsonObject {
  const byBot = message.source !== 'person';
  const lastEdit = message.edits.at(-1);
  return {
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: world.workspace.team.id,
    ...(byBot ? { bot_id: world.botId, app_id: world.appId } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(lastEdit ? { edited: { user: message.user, ts: `${Math.floor(lastEdit.at / 1000)}.000000` } } : {}),
  };
}
