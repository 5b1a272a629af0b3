import type { AuditEvent, AuditRecord } from '../../../domain/audit.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import { chained } from './chain.ts';
import type { Extent } from './read-records.ts';

interface Waiting {
  readonly event: AuditEvent;
  settle(): void;
  fail(error: StoreFailed): void;
}

/** After each write, with what it added. */
type OnWritten = (extent: Extent, records: readonly AuditRecord[]) => void;

/**
 * Chains events and writes them in the order of their coming. Those that come during a write share the next one. A write
 * that fails rejects its own events, and the chain goes on from where it was.
 */
export class CommitQueue {
  readonly #write: (lines: Buffer) => Promise<void>;
  readonly #onWritten: OnWritten;
  #extent: Extent;
  #queue: Waiting[] = [];
  #drained: Promise<void> | undefined;

  /**
   * @param write resolves when the lines would survive a power cut; rejects with StoreFailed
   */
  constructor(extent: Extent, write: (lines: Buffer) => Promise<void>, onWritten: OnWritten) {
    this.#extent = extent;
    this.#write = write;
    this.#onWritten = onWritten;
  }

  /** What is written. */
  get extent(): Extent {
    return this.#extent;
  }

  append(event: AuditEvent): Promise<void> {
    return new Promise((settle, fail) => {
      this.#queue.push({ event, settle, fail });
      this.#drained ??= this.#drain();
    });
  }

  /** Resolves when nothing waits any more. Never rejects. */
  async settled(): Promise<void> {
    await this.#drained;
  }

  async #drain(): Promise<void> {
    // Lets events of the same turn share the first write.
    await undefined;
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      await this.#commit(batch);
    }
    this.#drained = undefined;
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    let { end } = this.#extent;
    const links = batch.map(({ event }) => {
      const link = chained(event, end);
      end = link.record;
      return link;
    });
    const bytes = Buffer.from(links.map(({ line }) => `${line}\n`).join(''));
    try {
      await this.#write(bytes);
    } catch (error) {
      const failure = error instanceof StoreFailed ? error : new StoreFailed('the write failed', { cause: error });
      for (const { fail } of batch) fail(failure);
      return;
    }
    this.#extent = { size: this.#extent.size + bytes.length, end: { seq: end.seq, hash: end.hash } };
    this.#onWritten(
      this.#extent,
      links.map(({ record }) => record),
    );
    for (const { settle } of batch) settle();
  }
}
