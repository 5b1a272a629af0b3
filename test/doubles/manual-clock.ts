import type { Clock } from '../../src/ports/clock.ts';

interface Sleeper {
  readonly due: number;
  wake(): void;
}

/** A clock that stands still until it is told to move. Sleepers wake in the order of their time, each at its time. */
export class ManualClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #watchers: (() => void)[] = [];

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        this.#leave(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        this.#leave(sleeper);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper: Sleeper = { due: this.#now + Math.max(0, ms), wake };
      if (sleeper.due === this.#now) return resolve();
      signal?.addEventListener('abort', stop, { once: true });
      this.#sleepers.push(sleeper);
      for (const tell of this.#watchers.splice(0)) tell();
    });
  }

  /** How long each sleeper still has to sleep, in milliseconds, the next to wake first. */
  sleeping(): readonly number[] {
    return this.#sleepers.map(({ due }) => due - this.#now).sort((a, b) => a - b);
  }

  /** Resolves as soon as somebody sleeps, with how long the next one has to. For code that does real I/O before. */
  async untilSleeping(): Promise<number> {
    while (this.#sleepers.length === 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
    return Math.min(...this.sleeping());
  }

  /** Moves time on. What wakes may sleep again inside the same `advance`. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#sleepers.reduce<Sleeper | undefined>((a, b) => (a && a.due <= b.due ? a : b), undefined);
      if (next === undefined || next.due > target) break;
      this.#now = next.due;
      next.wake();
    }
    this.#now = target;
    await settle();
  }

  #leave(sleeper: Sleeper): void {
    this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
  }
}

/** Lets every microtask that is due run, and those they start. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
