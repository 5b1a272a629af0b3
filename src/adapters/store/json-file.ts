import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { errorCode } from './error-code.ts';
import { parseStoreFile, storeFileBytes } from './file-format.ts';
import type { Records } from './store-state.ts';
import { StoreUnusable } from './store-unusable.ts';
import type { WriteFile } from './write-durably.ts';

/** Somebody else wrote the file while it was ours. Writing would undo what they did. */
export class WrittenByOthers extends Error {
  override readonly name = 'WrittenByOthers';
}

/** lowdb's adapter for one file of ours. It never overwrites what it has not read or written itself. */
export class JsonFile implements Adapter<Records> {
  readonly #path: string;
  readonly #writeFile: WriteFile;
  #known: string | undefined;

  constructor(path: string, writeFile: WriteFile) {
    this.#path = path;
    this.#writeFile = writeFile;
  }

  /** Null: there is no file. Rejects with StoreUnusable. */
  async read(): Promise<Records | null> {
    let file: FileHandle;
    try {
      file = await open(this.#path, 'r');
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return null;
      throw this.#unreadable(error);
    }
    try {
      this.#known = identity(await file.stat({ bigint: true }));
      const bytes = await file.readFile().catch((error: unknown) => {
        throw this.#unreadable(error);
      });
      return parseStoreFile(bytes, this.#path);
    } finally {
      await file.close();
    }
  }

  /** Rejects with WrittenByOthers, or as the file system does. */
  async write(records: Records): Promise<void> {
    const found = await this.#found();
    if (found !== undefined && found !== this.#known) throw new WrittenByOthers(`${this.#path} was written by others`);
    try {
      await this.#writeFile(this.#path, storeFileBytes(records));
    } finally {
      // Also after a failure: the rename may be done and only the sync of the directory failed.
      this.#known = (await this.#found()) ?? this.#known;
    }
  }

  /** Undefined if there is no regular file: then a write makes one, or fails with the reason. */
  async #found(): Promise<string | undefined> {
    const stats = await stat(this.#path, { bigint: true }).catch(() => undefined);
    return stats?.isFile() ? identity(stats) : undefined;
  }

  #unreadable(cause: unknown): StoreUnusable {
    return new StoreUnusable('unwritable', this.#path, `it cannot be read (${errorCode(cause)})`, { cause });
  }
}

/** Each write of ours or of another c1-sync makes a new inode. Not the time: network file systems correct it later. */
function identity({ ino, size }: { readonly ino: bigint; readonly size: bigint }): string {
  return `${ino}:${size}`;
}
