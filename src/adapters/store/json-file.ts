import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Adapter } from 'lowdb';
import { readChanges } from './change-file.ts';
import { type Base, withChanges } from './change-lines.ts';
import { errorCode } from './error-code.ts';
import { parseStoreFile, type Snapshot, storeFileBytes } from './file-format.ts';
import { StoreUnusable } from './store-unusable.ts';
import type { WriteFile } from './write-durably.ts';
import { WrittenByOthers } from './written-by-others.ts';

/** lowdb's adapter for one file of ours. It never overwrites what it has not read or written itself. */
export class JsonFile implements Adapter<Snapshot> {
  readonly #path: string;
  readonly #writeFile: WriteFile;
  #known: string | undefined;
  #written: (Base & { readonly size: number }) | undefined;

  constructor(path: string, writeFile: WriteFile) {
    this.#path = path;
    this.#writeFile = writeFile;
  }

  /** What stands there whole, with its size in bytes; undefined: nothing, changes are beside it, or a write failed. */
  get written(): (Base & { readonly size: number }) | undefined {
    return this.#written;
  }

  /** What the file holds, with the changes beside it. Null: there is no file. Rejects with StoreUnusable. */
  async read(): Promise<Snapshot | null> {
    // First: what is written whole in between makes them outdated, and is known to.
    const changes = await readChanges(this.#path).catch((error: unknown) => {
      throw this.#unreadable(error);
    });
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
      const read = readWhole(bytes, changes, this.#path);
      if (changes === '') this.#written = { generation: read.generation, sha256: read.sha256, size: bytes.length };
      return read;
    } finally {
      await file.close();
    }
  }

  /** Rejects with WrittenByOthers, or as the file system does. */
  async write(snapshot: Snapshot): Promise<void> {
    this.isThere();
    const hash = createHash('sha256');
    let size = 0;
    this.#written = undefined;
    try {
      await this.#writeFile(this.#path, counted());
      this.#written = { generation: snapshot.generation, sha256: hash.digest('hex'), size };
    } finally {
      // Also after a failure: the rename may be done and only the sync of the directory failed.
      this.#known = this.#found() ?? this.#known;
    }

    function* counted(): Generator<Uint8Array> {
      for (const piece of storeFileBytes(snapshot)) {
        hash.update(piece);
        size += piece.length;
        yield piece;
      }
    }
  }

  /** Whether the file is as we left it; false: it is gone. @throws WrittenByOthers */
  isThere(): boolean {
    const found = this.#found();
    if (found !== undefined && found !== this.#known) throw new WrittenByOthers(`${this.#path} was written by others`);
    return found !== undefined;
  }

  /** Undefined if there is no regular file: then a write makes one, or fails with the reason. */
  #found(): string | undefined {
    try {
      // Not in the background: that would take ten times as long, before each write.
      const stats = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
      return stats?.isFile() ? identity(stats) : undefined;
    } catch {
      return undefined;
    }
  }

  #unreadable(cause: unknown): StoreUnusable {
    return new StoreUnusable('unwritable', this.#path, `it cannot be read (${errorCode(cause)})`, { cause });
  }
}

/** @throws StoreUnusable damaged, foreign or newer */
export function readWhole(bytes: Uint8Array, changes: string, path: string): Snapshot & Pick<Base, 'sha256'> {
  const snapshot = parseStoreFile(bytes, path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ...snapshot, sha256, records: withChanges(snapshot, sha256, changes, path) };
}

/** Each write of ours or of another c1-sync makes a new inode. Not the time: network file systems correct it later. */
function identity({ ino, size }: { readonly ino: bigint; readonly size: bigint }): string {
  return `${ino}:${size}`;
}
