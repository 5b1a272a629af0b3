/** Something that reached a fake. */
export interface Arrival {
  /** By `performance.now()`, when its head had been read. */
  readonly at: number;
  readonly body: URLSearchParams;
}

const PATIENCE_MS = 15_000;

/** Who waits for what to arrive. What nobody waits for is only counted. */
export class Arrivals {
  readonly counts = new Map<string, number>();
  readonly #waiting = new Map<string, (arrival: Arrival) => void>();

  /** Resolves with the next arrival of that name. */
  next(name: string): Promise<Arrival> {
    return new Promise((found, fail) => {
      const patience = setTimeout(() => {
        this.#waiting.delete(name);
        fail(new Error(`nothing came for "${name}" within ${PATIENCE_MS} ms`));
      }, PATIENCE_MS);
      this.#waiting.set(name, (arrival) => {
        clearTimeout(patience);
        this.#waiting.delete(name);
        found(arrival);
      });
    });
  }

  arrived(name: string, arrival: Arrival): void {
    this.#waiting.get(name)?.(arrival);
  }

  count(what: string): void {
    this.counts.set(what, this.counted(what) + 1);
  }

  counted(what: string): number {
    return this.counts.get(what) ?? 0;
  }
}
