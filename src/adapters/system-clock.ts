import type { Clock } from '../ports/clock.ts';

/**
 * The only place that may read the time or set a timer. Not `node:timers/promises`, which makes an error with a stack for
 * each sleep that is cut short, as most are: they guard what is nearly always in time.
 */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};
