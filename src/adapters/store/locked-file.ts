import { Low } from 'lowdb';
import { StoreFailed } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { AppendDurably } from './audit/growing-file.ts';
import { ChangeFile } from './change-file.ts';
import type { ChangeSet } from './changes.ts';
import { errorCode } from './error-code.ts';
import type { Snapshot } from './file-format.ts';
import { type FileLock, takeLock } from './file-lock.ts';
import { JsonFile } from './json-file.ts';
import { NO_RECORDS, type Records } from './store-state.ts';
import { StoreUnusable } from './store-unusable.ts';
import type { WriteFile } from './write-durably.ts';
import { WrittenByOthers } from './written-by-others.ts';

/** In bytes. Beside a small store as many changes are kept before it is written whole; beside a large one as much as it holds. */
const FEW_CHANGES = 1024 * 1024;

export interface LockedFileOptions {
  readonly path: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly onLost: (error: Error) => void;
  /** How the store is written whole. */
  readonly writeFile: WriteFile;
  /** How changes are added beside it. */
  readonly append: AppendDurably;
}

/**
 * The file of records while it is ours alone. A change is added beside it, so it costs the same whatever else the store
 * holds; now and then, at the end, and at the start unless it is large and whole, the store is written whole.
 */
export class LockedFile {
  readonly #options: LockedFileOptions;
  readonly #json: JsonFile;
  readonly #file: Low<Snapshot>;
  readonly #changes: ChangeFile;
  #lock: FileLock | undefined;
  #lost = false;

  constructor(options: LockedFileOptions) {
    const { path, writeFile, append } = options;
    this.#options = options;
    this.#json = new JsonFile(path, writeFile);
    this.#file = new Low<Snapshot>(this.#json, { generation: 0, records: NO_RECORDS });
    this.#changes = new ChangeFile(path, append);
  }

  /** Resolves with what the file holds. Rejects with StoreUnusable, and then has changed no file. */
  async open(): Promise<Records> {
    const { path, log, clock } = this.#options;
    this.#lock = await takeLock(path, { clock, log, onLost: (error) => this.#lose(error) });
    try {
      await this.#file.read();
      // Even when nothing changed: a directory, mount or disk that cannot be written shows now, not at the first sync.
      await this.#proveWritable().catch((cause: unknown) => {
        throw new StoreUnusable('unwritable', path, `it cannot be written (${errorCode(cause) ?? cause})`, { cause });
      });
      if (this.#lost) throw new StoreUnusable('locked', path, 'it was taken over during the start');
    } catch (error) {
      await this.#release();
      throw error;
    }
    return this.#file.data.records;
  }

  /** Resolves when the changes would survive a power cut. Rejects with StoreFailed. */
  async write(changes: ChangeSet, records: () => Records): Promise<void> {
    if (this.#lost) throw new StoreFailed('the store is lost');
    const { path, log } = this.#options;
    try {
      await this.#add(changes, records);
    } catch (cause) {
      log.error({ err: cause, path }, 'the store could not be written');
      if (cause instanceof WrittenByOthers) await this.#abandon(cause);
      throw new StoreFailed('the store could not be written', { cause });
    }
    // The lock went during the write: the new owner may have read the file before it.
    if (this.isLost()) throw new StoreFailed('the store was lost during the write');
  }

  isLost(): boolean {
    return this.#lost;
  }

  /** Nothing is beside the store any more, if it can be written whole. Never rejects. */
  async close(records: Records): Promise<void> {
    const { path, log } = this.#options;
    if (this.#changes.size > 0 && !this.#lost) {
      await this.#writeWhole(records).catch((error: unknown) => {
        log.warn(
          { err: error, path },
          'the store could not be written whole; the next start reads its changes as well',
        );
      });
    }
    await this.#changes.close();
    await this.#release();
  }

  async #add(changes: ChangeSet, records: () => Records): Promise<void> {
    const base = this.#json.isThere() ? this.#json.written : undefined;
    if (base === undefined || this.#changes.size > Math.max(FEW_CHANGES, base.size)) {
      return this.#writeWhole(records());
    }
    await this.#changes.append(changes, base);
  }

  /** A large store that is whole is left as it is, or the start would take as long again. */
  async #proveWritable(): Promise<void> {
    const base = this.#json.written;
    if (base === undefined || base.size < FEW_CHANGES) return this.#writeWhole(this.#file.data.records);
    await this.#changes.append({}, base);
  }

  async #writeWhole(records: Records): Promise<void> {
    this.#file.data = { generation: this.#file.data.generation + 1, records };
    await this.#file.write();
    await this.#changes.clear();
  }

  async #release(): Promise<void> {
    // It fails when the lock was lost, and then there is nothing to release.
    await this.#lock?.release().catch(() => {});
  }

  async #abandon(reason: WrittenByOthers): Promise<void> {
    await this.#lock?.abandon().catch(() => {});
    this.#lose(reason);
  }

  #lose(error: Error): void {
    if (this.#lost) return;
    this.#lost = true;
    const { path, log, onLost } = this.#options;
    log.error({ err: error, path }, 'the store is no longer ours; nothing more is written');
    onLost(error);
  }
}
