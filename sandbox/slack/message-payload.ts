import type { JsonObject } from './json.ts';
import type { SeenFile, SeenMessage } from './observed.ts';
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
    ...(message.files ? { subtype: 'file_share', files: message.files.map(filePayload) } : {}),
    ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(lastEdit ? { edited: { user: message.user, ts: `${Math.floor(lastEdit.at / 1000)}.000000` } } : {}),
  };
}

/** Without what is in it: an app has to ask for that with a scope of its own. */
function filePayload({ id, name, title, size }: SeenFile): JsonObject {
  return { id, name, title, size };
}
