import type { IncomingMessage } from 'node:http';
import { type Answer, answerOf } from './fault-answer.ts';
import { isObject, type JsonObject, parseJson } from './json.ts';
import { readBody } from './read-request.ts';
import { Refused } from './refused.ts';
import { respond } from './respond.ts';
import type { World } from './world.ts';

const GONE = ['used_url', 'expired_url', 'no_such_url'];

/** A POST to a response_url: 200 `{"ok":true}`; spent or too old 404; a bad message 400 (as webhooks answer, [I]). */
export async function answerResponseUrl(
  world: World,
  request: IncomingMessage,
  path: string,
  signal: AbortSignal,
): Promise<Answer> {
  const body = parseJson(await readBody(request));
  const args = isObject(body) ? body : {};
  const fault = world.faults.take('response_url');
  const answer = (fault && (await answerOf(fault, signal))) ?? use(world, path, body);
  const status = answer.lost ? 0 : answer.status;
  const response: JsonObject = isObject(answer.body) ? answer.body : { body: answer.body };
  const call = { method: 'response_url', args, at: world.now(), token: 'none' as const, status, response, ms: 0 };
  world.log.apiCalls.push(call);
  world.changes.tell({ kind: 'api_call', call });
  return fault === 'do-then-reset' ? { ...answer, lost: true } : answer;
}

function use(world: World, path: string, body: unknown): Answer {
  try {
    const target = world.responseUrls.use(path);
    if (!isObject(body)) throw new Refused('invalid_payload');
    respond(world, target, body, 'response_url');
    return { status: 200, headers: {}, body: { ok: true } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const status = GONE.includes(error.code) ? 404 : 400;
    return { status, headers: {}, body: { ok: false, error: error.code, ...error.data } };
  }
}
