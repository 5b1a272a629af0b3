import type { C1Switch, Gesture, GestureResult } from '../web/protocol.ts';

/** A gesture the server would not do, in a sentence for the person. */
export class NotDone extends Error {}

export function doGesture(gesture: Gesture): Promise<GestureResult> {
  return post('/api/do', gesture) as Promise<GestureResult>;
}

export async function turnSwitch(which: C1Switch): Promise<void> {
  await post('/api/c1', which);
}

export async function startOver(): Promise<void> {
  await post('/api/start-over', {});
}

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new NotDone('The sandbox does not answer. Is `npm run sandbox` still running?');
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw new NotDone(sentenceIn(answer) ?? `The sandbox answered ${response.status}.`);
}

function sentenceIn(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return typeof answer.error === 'string' ? answer.error : undefined;
}
