import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import type { JsonObject } from './json.ts';

/** An HTTP answer, before it is sent. `lost`: the work is done and the connection is cut. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonObject | string;
  lost?: boolean;
}

/** Gives the answer a fault asks for, or undefined when the call goes on as usual (perhaps later). */
export async function answerOf(fault: Fault, signal: AbortSignal): Promise<Answer | undefined> {
  if (fault === 'reset') return { status: 0, headers: {}, body: 'reset', lost: true };
  if (fault === 'never-answer') return { status: 0, headers: {}, body: 'never-answer' };
  if (fault === 'do-then-reset') return undefined;
  if ('delayMs' in fault) {
    await sleep(fault.delayMs, undefined, { signal }).catch(() => {});
    return undefined;
  }
  if ('ratelimited' in fault) return rateLimited(fault.ratelimited);
  if ('status' in fault) return { status: fault.status, headers: {}, body: fault.body ?? 'upstream error' };
  return { status: 200, headers: {}, body: { ok: false, error: fault.error, ...fault.data } };
}

/** docs.slack.dev/apis/web-api/rate-limits: 429 with Retry-After in seconds. */
export function rateLimited(seconds: number): Answer {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

export function send(response: ServerResponse, answer: Answer): void {
  if (answer.lost) {
    response.destroy();
    return;
  }
  if (answer.status === 0) return;
  const json = typeof answer.body !== 'string';
  response.writeHead(answer.status, {
    'content-type': json ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    ...answer.headers,
  });
  response.end(json ? JSON.stringify(answer.body) : answer.body);
}
