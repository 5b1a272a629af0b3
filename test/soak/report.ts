import type { SlackSandbox } from '../../sandbox/slack/slack-sandbox.ts';
import type { Stage } from '../e2e/stage.ts';
import { describeMemory, growth, type Timed } from './memory.ts';
import type { Done } from './people.ts';
import { SHORTEST_WAIT_MS, viewsOpened } from './views-opened.ts';

export interface SoakReport {
  readonly figures: Readonly<Record<string, unknown>>;
  /** The same of what a starved machine may bring about as well. */
  readonly tooSlow: readonly string[];
  /** In sentences, what must not be. */
  readonly violations: readonly string[];
}

/** MiB a minute. The records of syncs are kept (some 2 KB each), so that it is not quite nothing. */
const LARGEST_GROWTH = 0.5;

/** Everything that can be seen afterwards, in figures and in sentences. */
export function report(
  { slack, c1, product }: Stage,
  what: { done: Done; silent: readonly string[]; seconds: number; memory: readonly Timed[] },
): SoakReport {
  const { done, silent, seconds, memory } = what;
  const { gestures, asked, failed } = done;
  const { during, otherwise } = viewsOpened(slack);
  const limited = limitedBy(slack);
  const forced = c1.forceSyncs.length;
  const errors = product.log.filter(({ level }) => level >= 50).map((line) => JSON.stringify(line));
  const warnings = product.output.split('\n').filter((line) => /^\(node:\d+\) \w*Warning/.test(line));
  const expired = slack.apiCalls.filter(({ response }) => /trigger/.test(String(response.error))).length;
  const perMinute = memory.length < 2 ? 0 : growth(memory, 'heap');
  return {
    figures: {
      ...{ seconds, gestures, asked: asked.length, forced, 'answers 429': limited },
      'command → views.open during 429 (ms)': during,
      'command → views.open otherwise (ms)': otherwise,
      ...(memory.length === 0 ? {} : { memory: describeMemory(memory) }),
    },
    tooSlow: [
      ...(expired > 0 ? [`${expired} windows came too late for Slack`] : []),
      ...(during.count === 0 ? ['no window was asked for while Slack limited others: this tells nothing'] : []),
      // Warm, nothing but a 429 takes a window that long: the shortest wait that Slack asks for is a second.
      ...(during.most >= SHORTEST_WAIT_MS ? [`a window waited ${during.most} ms while Slack limited others`] : []),
    ],
    violations: [
      ...failed,
      ...silent.map((label) => `without a last word: ${label}`),
      ...errors.map((line) => `an error in the log: ${line}`),
      ...warnings,
      ...(forced > asked.length ? [`${forced} syncs for ${asked.length} that were asked for`] : []),
      ...(perMinute > LARGEST_GROWTH ? [`the heap grows by ${perMinute.toFixed(2)} MiB a minute`] : []),
    ],
  };
}

/** Answers 429, by method. */
function limitedBy({ apiCalls }: SlackSandbox): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method, status } of apiCalls) if (status === 429) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}
