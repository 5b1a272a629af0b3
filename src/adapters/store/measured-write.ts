import type { Clock } from '../../ports/clock.ts';
import type { Metrics } from '../../ports/metrics.ts';

/** A durable write of one of the two files. */
type Write<Given extends readonly unknown[]> = (...given: Given) => Promise<void>;

/** The same writing, with each write measured that went through. */
export function measuredWrite<Given extends readonly unknown[]>(
  file: 'store' | 'audit',
  write: Write<Given>,
  { clock, metrics }: { clock: Clock; metrics: Metrics },
): Write<Given> {
  return async (...given) => {
    const startedAt = clock.now();
    await write(...given);
    metrics.time('storeWrite', clock.now() - startedAt, { file });
  };
}
