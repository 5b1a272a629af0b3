import type { AuditEvent, AuditRecord } from '../../../domain/audit.ts';
import { Batches } from '../batches.ts';
import { chainedAll } from './chain.ts';
import type { Extent } from './read-records.ts';

/** After each write, with what it added. */
type OnWritten = (extent: Extent, records: readonly AuditRecord[]) => void;

/**
 * Chains events and writes them in the order of their coming. Those that come during a write share the next one. A write
 * that fails rejects its own events, and the chain goes on from where it was.
 */
export class CommitQueue {
  readonly #write: (lines: Buffer) => Promise<void>;
  readonly #onWritten: OnWritten;
  readonly #batches = new Batches<AuditEvent>((events) => this.#commit(events));
  #extent: Extent;

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
    return this.#batches.add(event);
  }

  /** Resolves when nothing waits any more. Never rejects. */
  settled(): Promise<void> {
    return this.#batches.settled();
  }

  async #commit(events: readonly AuditEvent[]): Promise<void> {
    const { links, end } = chainedAll(events, this.#extent.end);
    const bytes = Buffer.from(links.map(({ line }) => `${line}\n`).join(''));
    await this.#write(bytes);
    this.#extent = { size: this.#extent.size + bytes.length, end };
    this.#onWritten(
      this.#extent,
      links.map(({ record }) => record),
    );
  }
}
