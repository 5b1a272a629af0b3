import type { OnFinished } from '../e2e/product.ts';
import { type Mode, type Stage, setTheStage } from '../e2e/stage.ts';
import { chance } from '../simulation/chance.ts';
import { INSPECTED } from './inspected-heap.ts';
import { type Timed, watchMemory } from './memory.ts';
import { CHANNELS, type Done, soak } from './people.ts';
import { report, type SoakReport } from './report.ts';

export interface SoakOptions {
  readonly mode: Mode;
  readonly people: number;
  readonly forMs: number;
  /** Between two things that somebody does. */
  readonly thinkMs: readonly [least: number, most: number];
  /** The time from which on the memory is looked at; undefined: it is not. */
  readonly warmUpMs?: number;
  /** How long the last words may take afterwards: Slack's limits stand in their way. */
  readonly settleMs: number;
  readonly seed: number;
  /** How long Slack waits for an acknowledgement and for a window; 3 s unless the machine may be starved. */
  readonly slackWaitsMs?: number;
  readonly onFinished: OnFinished;
}

const C1 = { latencyMs: 300, queueMs: 500, syncMs: 4_000 };

/** Many people at once against the built app, C1 slow, Slack's documented rate limits enforced. */
export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { people: count, forMs, thinkMs, onFinished, mode, seed, settleMs, slackWaitsMs = 3_000 } = options;
  const people = Array.from({ length: count }, (_, n) => `p${n}`);
  // Each is asked for once, so that each has a message of its own.
  const names = Array.from({ length: count * (2 + Math.ceil(forMs / thinkMs[0])) }, (_, n) => `Connector ${n}`);
  const connectors = names.map((displayName, n) => ({ id: `c${n}`, displayName }));
  const stage = await setTheStage({
    ...{ mode, onFinished, admins: people },
    slack: {
      enforceRateLimits: true,
      ackBudgetMs: slackWaitsMs,
      triggerLifeMs: slackWaitsMs,
      people: people.map((name) => ({ name })),
    },
    c1: { apps: [{ id: 'app', displayName: 'App', connectors }], settings: C1 },
    env: { LOG_LEVEL: 'info', ...(options.warmUpMs === undefined ? {} : INSPECTED) },
  });
  const watching: Promise<Timed[]> = watchMemory(stage.product, options);
  const crowd = { people, connectors: names.map((name) => `App / ${name}`), thinkMs, chance: chance(seed) };
  const done = await soak(stage, crowd, forMs);
  const silent = await untilTold(stage, done, settleMs);
  return report(stage, { done, silent, seconds: forMs / 1000, memory: await watching });
}

const FINAL = /: (finished|failed|paused|unclear after|still )/;

/** Resolves with the labels of the syncs that nobody got a last word of by then. */
async function untilTold({ slack }: Stage, { asked }: Done, settleMs: number): Promise<readonly string[]> {
  const silent = (): readonly string[] => {
    const said = CHANNELS.flatMap((name) => slack.messages(name)).map(({ text }) => text);
    const last = said.filter((text) => FINAL.test(text));
    return asked.filter((label) => !last.some((text) => text.includes(`${label}:`)));
  };
  await slack.waitFor(() => silent().length === 0, settleMs).catch(() => undefined);
  return silent();
}
