import type { Clock } from '../ports/clock.ts';

/** The work under way, so that a shutdown can wait for it. Every promise that outlives its listener belongs here. */
export class InFlight {
  readonly #work = new Set<Promise<unknown>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Owns `work` until it ends; what it rejects with goes to `onError`. */
  add(work: Promise<unknown>, onError: (error: unknown) => void): void {
    const owned: Promise<unknown> = work.catch(onError).finally(() => this.#work.delete(owned));
    this.#work.add(owned);
  }

  /** Resolves when nothing is under way any more, or after `ms`. */
  async drain(ms: number): Promise<void> {
    const over = new AbortController();
    const limit = this.#clock.sleep(ms, over.signal).then(
      () => true,
      () => true,
    );
    let late = false;
    while (this.#work.size > 0 && !late) {
      late = await Promise.race([Promise.all(this.#work).then(() => false), limit]);
    }
    over.abort();
  }
}
