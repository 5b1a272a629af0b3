import type { Clock } from '../../src/ports/clock.ts';

interface Sleeper {
  readonly due: number;
  /** Who lay down first wakes first. */
  readonly order: number;
  wake(): void;
}

/** A clock that stands still until it is told to move. Sleepers wake in the order of their time, each at its time. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();
  /** A binary heap, the next to wake first; those who left stay in it until they come up. */
  readonly #queue: Sleeper[] = [];
  #order = 0;
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
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper: Sleeper = { due: this.#now + Math.max(0, ms), order: this.#order++, wake };
      if (sleeper.due === this.#now) return resolve();
      signal?.addEventListener('abort', stop, { once: true });
      this.#sleepers.add(sleeper);
      this.#enqueue(sleeper);
      for (const tell of this.#watchers.splice(0)) tell();
    });
  }

  /** How long each sleeper still has to sleep, in milliseconds, the next to wake first. */
  sleeping(): readonly number[] {
    return [...this.#sleepers].map(({ due }) => due - this.#now).sort((a, b) => a - b);
  }

  /** Resolves as soon as somebody sleeps, with how long the next one has to. For code that does real I/O before. */
  async untilSleeping(): Promise<number> {
    while (this.#sleepers.size === 0) await new Promise<void>((resolve) => this.#watchers.push(resolve));
    return Math.min(...this.sleeping());
  }

  /** Moves time on. What wakes may sleep again inside the same `advance`. */
  async advance(ms: number): Promise<void> {
    const target = this.#now + ms;
    await turn();
    for (let next = this.#next(); next !== undefined && next.due <= target; next = this.#next()) {
      this.#now = next.due;
      next.wake();
      await settle();
    }
    this.#now = target;
    await turn();
  }

  #next(): Sleeper | undefined {
    for (;;) {
      const first = this.#queue[0];
      if (first === undefined || this.#sleepers.has(first)) return first;
      this.#dequeue();
    }
  }

  #enqueue(sleeper: Sleeper): void {
    let at = this.#queue.push(sleeper) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfLater(parent, at)) return;
      at = parent;
    }
  }

  #dequeue(): void {
    const last = this.#queue.pop();
    if (last === undefined || this.#queue.length === 0) return;
    this.#queue[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const smaller = this.#isLater(left, right) ? right : left;
      if (!this.#swapIfLater(at, smaller)) return;
      at = smaller;
    }
  }

  #swapIfLater(above: number, below: number): boolean {
    const [a, b] = [this.#queue[above], this.#queue[below]];
    if (a === undefined || b === undefined || !this.#isLater(above, below)) return false;
    this.#queue[above] = b;
    this.#queue[below] = a;
    return true;
  }

  #isLater(one: number, other: number): boolean {
    const [a, b] = [this.#queue[one], this.#queue[other]];
    return a !== undefined && b !== undefined && (a.due > b.due || (a.due === b.due && a.order > b.order));
  }
}

/** Lets every microtask that is due run, and those they start: ticks come after them. */
function settle(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** The same, and whatever real I/O is ready. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
