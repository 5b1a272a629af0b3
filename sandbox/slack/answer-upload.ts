import type { IncomingMessage } from 'node:http';
import { type Answer, answerOf } from './fault-answer.ts';
import { isObject, type JsonObject } from './json.ts';
import { readBytes } from './read-request.ts';
import { Refused } from './refused.ts';
import type { World } from './world.ts';

/**
 * A POST to an upload address: the file as raw bytes or in a form; 200 if it was taken
 * (docs.slack.dev/reference/methods/files.getUploadURLExternal). No token is asked for: the address is the secret.
 */
export async function answerUpload(
  world: World,
  request: IncomingMessage,
  path: string,
  signal: AbortSignal,
): Promise<Answer> {
  const bytes = await fileIn(request, await readBytes(request));
  const fault = world.faults.take('upload_url');
  const answer = (fault && (await answerOf(fault, signal))) ?? receive(world, path, bytes);
  const status = answer.lost ? 0 : answer.status;
  const response: JsonObject = isObject(answer.body) ? answer.body : { body: answer.body };
  const args = { bytes: bytes.length };
  const call = { method: 'upload_url', args, at: world.now(), token: 'none' as const, status, response, ms: 0 };
  world.log.apiCalls.push(call);
  world.changes.tell({ kind: 'api_call', call });
  return fault === 'do-then-reset' ? { ...answer, lost: true } : answer;
}

async function fileIn(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file === undefined ? Buffer.of() : Buffer.from(await file.arrayBuffer());
}

function receive({ uploads }: World, path: string, bytes: Buffer): Answer {
  try {
    return { status: 200, headers: {}, body: `OK - ${uploads.receive(path, bytes).length}` };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.code === 'no_such_upload' ? 404 : 400, headers: {}, body: error.code };
  }
}
