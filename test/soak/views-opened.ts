import type { SlackSandbox } from '../../sandbox/slack/slack-sandbox.ts';
import { percentile } from './figures.ts';

/** The shortest wait that Slack asks for with a 429: what is held back by one comes no sooner. */
export const SHORTEST_WAIT_MS = 1_000;

export interface Latency {
  readonly count: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

/** From a command to its `views.open` at Slack: while Slack asked something else to wait, and otherwise. */
export function viewsOpened({ apiCalls, deliveries }: Pick<SlackSandbox, 'apiCalls' | 'deliveries'>) {
  const limited = apiCalls.filter(({ status, method }) => status === 429 && !method.startsWith('views.'));
  const typedAt = new Map(deliveries.map(({ body, at }) => [(body as { trigger_id?: unknown }).trigger_id, at]));
  const during: number[] = [];
  const otherwise: number[] = [];
  for (const { method, args, at } of apiCalls) {
    const began = typedAt.get(args.trigger_id);
    if (method !== 'views.open' || began === undefined) continue;
    const meets429 = limited.some((call) => call.at <= at && call.at + SHORTEST_WAIT_MS >= began);
    (meets429 ? during : otherwise).push(at - began);
  }
  return { during: latency(during), otherwise: latency(otherwise) };
}

function latency(ms: readonly number[]): Latency {
  return { count: ms.length, p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), most: percentile(ms, 1) };
}
