import { StoreFailed } from '../../domain/errors.ts';
import { type ChangeSet, Changes } from './changes.ts';
import { type Records, StoreState } from './store-state.ts';

/**
 * Resolves when the changes would survive a power cut; rejects with StoreFailed.
 * @param records all there is after them, for a store that is to be written whole
 */
export type WriteChanges = (changes: ChangeSet, records: () => Records) => Promise<void>;

/** One change that waits for its turn. */
interface Waiting {
  /** Whether it went through; if not, the state is as it was. */
  attempt(state: StoreState): boolean;
  repeat(state: StoreState): void;
  settle(): void;
  fail(error: StoreFailed): void;
}

/**
 * Writes first, then swaps memory: `state` shows a change only after `write` resolved. Changes that arrive during a
 * write share the next one. A write that fails rejects its own changes and touches nothing else.
 */
export class GroupCommit {
  readonly state: StoreState;
  readonly #write: WriteChanges;
  readonly #changes = new Changes();
  /** What `state` becomes; made with the first change, since a large store takes a while to build. */
  #draft: StoreState | undefined;
  #queue: Waiting[] = [];
  #drained: Promise<void> | undefined;

  constructor(records: Records, write: WriteChanges) {
    this.state = new StoreState(records, undefined, true);
    this.#write = write;
  }

  change<T>(mutation: (state: StoreState) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let settle = () => {};
      this.#queue.push({
        attempt: (draft) => {
          try {
            const value = mutation(draft);
            settle = () => resolve(value);
            return true;
          } catch (error) {
            settle = () => reject(error);
            return false;
          }
        },
        repeat: mutation,
        settle: () => settle(),
        fail: reject,
      });
      this.#drained ??= this.#drain();
    });
  }

  /** Resolves when nothing waits any more. Never rejects. */
  async settled(): Promise<void> {
    await this.#drained;
  }

  async #drain(): Promise<void> {
    // Lets changes that are asked for in the same turn share the first write.
    await undefined;
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      await this.#commit(batch);
    }
    this.#drained = undefined;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    this.#draft ??= new StoreState(this.state.records(), this.#changes);
    const draft = this.#draft;
    const { revision } = draft;
    const done = batch.filter((change) => change.attempt(draft));
    if (draft.revision !== revision) {
      try {
        await this.#write(this.#changes.take(), () => draft.records());
      } catch (error) {
        this.#draft = undefined;
        const failure = error instanceof StoreFailed ? error : new StoreFailed('the write failed', { cause: error });
        for (const change of batch) change.fail(failure);
        return;
      }
      for (const change of done) change.repeat(this.state);
    }
    for (const change of batch) change.settle();
  }
}
