import { Low } from 'lowdb';
import { StoreFailed } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { errorCode } from './error-code.ts';
import { type FileLock, takeLock } from './file-lock.ts';
import { JsonFile, WrittenByOthers } from './json-file.ts';
import { NO_RECORDS, type Records } from './store-state.ts';
import { StoreUnusable } from './store-unusable.ts';
import type { WriteFile } from './write-durably.ts';

export interface LockedFileOptions {
  readonly path: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly onLost: (error: Error) => void;
  readonly writeFile: WriteFile;
}

/** The file of records while it is ours alone. */
export class LockedFile {
  readonly #options: LockedFileOptions;
  readonly #file: Low<Records>;
  #lock: FileLock | undefined;
  #lost = false;

  constructor(options: LockedFileOptions) {
    this.#options = options;
    this.#file = new Low<Records>(new JsonFile(options.path, options.writeFile), NO_RECORDS);
  }

  /** Resolves with what the file holds. Rejects with StoreUnusable, and then has changed no file. */
  async open(): Promise<Records> {
    const { path, log, clock } = this.#options;
    this.#lock = await takeLock(path, { clock, log, onLost: (error) => this.#lose(error) });
    try {
      await this.#file.read();
      // Even when nothing changed: a directory, mount or disk that cannot be written shows now, not at the first sync.
      await this.#file.write().catch((cause: unknown) => {
        throw new StoreUnusable('unwritable', path, `it cannot be written (${errorCode(cause) ?? cause})`, { cause });
      });
      if (this.#lost) throw new StoreUnusable('locked', path, 'it was taken over during the start');
    } catch (error) {
      await this.close();
      throw error;
    }
    return this.#file.data;
  }

  /** Resolves when the records would survive a power cut. Rejects with StoreFailed. */
  async write(records: Records): Promise<void> {
    if (this.#lost) throw new StoreFailed('the store is lost');
    const { path, log } = this.#options;
    this.#file.data = records;
    try {
      await this.#file.write();
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

  async close(): Promise<void> {
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
