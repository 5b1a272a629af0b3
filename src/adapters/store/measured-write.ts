import type { Clock } from '../../ports/clock.ts';
import type { Metrics } from '../../ports/metrics.ts';

/** A durable write of the store or of the audit trail. */
type Write<Given extends readonly unknown[], Result> = (...given: Given) => Promise<Result>;

/** The same writing, with each write measured that went through. */
export function measuredWrite<Given extends readonly unknown[], Result>(
  file: 'store' | 'audit',
  write: Write<Given, Result>,
  { clock, metrics }: { clock: Clock; metrics: Metrics },
): Write<Given, Result> {
  return async (...given) => {
    const startedAt = clock.now();
    const result = await write(...given);
    metrics.time('storeWrite', clock.now() - startedAt, { file });
    return result;
  };
}
