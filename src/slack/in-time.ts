import type { Clock } from '../ports/clock.ts';

/** What `work` resolves to, if it does within `ms`; undefined: it is still under way. Rejects if it does by then. */
export async function inTime<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const answered = new AbortController();
  const late = clock.sleep(ms, answered.signal).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    // With a reason of its own: the usual one is an error with a stack.
    answered.abort('answered');
  }
}
