import { StoreFailed } from '../../domain/errors.ts';

interface Waiting<T> {
  readonly item: T;
  settle(): void;
  fail(error: StoreFailed): void;
}

/** More at a time make one write long for all who wait for it. */
const MOST_AT_ONCE = 500;

/** Writes items in the order of their coming. Those that come during a write share the next one. */
export class Batches<T> {
  readonly #write: (items: readonly T[]) => Promise<void>;
  #queue: Waiting<T>[] = [];
  #drained: Promise<void> | undefined;

  /** @param write all of them or none */
  constructor(write: (items: readonly T[]) => Promise<void>) {
    this.#write = write;
  }

  /** Resolves when it is written. Rejects with StoreFailed if the write of its batch failed. */
  add(item: T): Promise<void> {
    return new Promise((settle, fail) => {
      this.#queue.push({ item, settle, fail });
      this.#drained ??= this.#drain();
    });
  }

  /** Resolves when nothing waits any more. Never rejects. */
  async settled(): Promise<void> {
    await this.#drained;
  }

  async #drain(): Promise<void> {
    // Lets items of the same turn share the first write.
    await undefined;
    while (this.#queue.length > 0) await this.#commit(this.#queue.splice(0, MOST_AT_ONCE));
    this.#drained = undefined;
  }

  async #commit(batch: readonly Waiting<T>[]): Promise<void> {
    try {
      await this.#write(batch.map(({ item }) => item));
    } catch (error) {
      const failure = error instanceof StoreFailed ? error : new StoreFailed('the write failed', { cause: error });
      for (const { fail } of batch) fail(failure);
      return;
    }
    for (const { settle } of batch) settle();
  }
}
