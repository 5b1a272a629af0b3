import type { Built } from '../build-apps.ts';
import { type Contestant, type ContestantOptions, type Name, startContestant } from '../contestant.ts';
import type { Row } from '../report/row.ts';
import type { Scale } from '../scale.ts';
import { inDirectory } from '../workplace.ts';

export interface Setting {
  readonly built: Built;
  readonly scale: Scale;
  /** Used by each measure in turn, where time matters more than that all begin alike. */
  readonly pair?: Both;
}

/** One part of the bench; resolves to its lines of the table. */
export type Measure = (setting: Setting) => Promise<readonly Row[]>;

/** Both apps, started. */
export type Both = Readonly<Record<Name, Contestant>>;

/** Starts both apps, each with its own Slack and C1, for `work`. */
export async function withBoth<T>(
  { built, scale, pair }: Setting,
  options: Omit<ContestantOptions, 'built' | 'directory'>,
  work: (both: Both, directory: string) => Promise<T>,
): Promise<T> {
  return inDirectory(async (directory) => {
    if (pair !== undefined) {
      for (const { c1 } of [pair.product, pair.bare]) c1.latencyMs = options.latencyMs ?? 0;
      return work(pair, directory);
    }
    const whole = { ...options, built, directory, followed: scale.followed };
    const product = await startContestant('product', whole);
    try {
      const bare = await startContestant('bare', whole);
      try {
        return await work({ product, bare }, directory);
      } finally {
        await bare.close();
      }
    } finally {
      await product.close();
    }
  });
}

/** Now this one first, now that one, so that a drift of the machine hits both. */
export function inTurn(round: number): readonly Name[] {
  return round % 2 === 0 ? ['product', 'bare'] : ['bare', 'product'];
}
