import { readFile, rm } from 'node:fs/promises';
import { type AppendDurably, GrowingFile } from './audit/growing-file.ts';
import { type Base, baseLine, changeLine, changesPathOf } from './change-lines.ts';
import type { ChangeSet } from './changes.ts';
import { errorCode } from './error-code.ts';

/** Reads the changes beside a store; empty if there are none. Rejects as the file system does. */
export async function readChanges(path: string): Promise<string> {
  return readFile(changesPathOf(path), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
}

/** The changes beside a store since it was last written whole. */
export class ChangeFile {
  readonly #path: string;
  readonly #append: AppendDurably;
  #file: GrowingFile | undefined;
  #size = 0;

  /** @param path of the store */
  constructor(path: string, append: AppendDurably) {
    this.#path = changesPathOf(path);
    this.#append = append;
  }

  /** In bytes; 0: the store is whole. */
  get size(): number {
    return this.#size;
  }

  /** Resolves when they would survive a power cut. Rejects with WrittenByOthers, or as the file system does. */
  async append(changes: ChangeSet, base: Base): Promise<void> {
    // Made with the first change, in the place of one that a crash left over.
    this.#file ??= await GrowingFile.open(this.#path, 0, this.#append);
    const bytes = Buffer.from(`${this.#size === 0 ? baseLine(base) : ''}${changeLine(changes)}`);
    await this.#file.append(bytes);
    this.#size += bytes.length;
  }

  /** The store has been written whole. One that cannot be removed is known by its generation for what it is. */
  async clear(): Promise<void> {
    await this.close();
    this.#size = 0;
    await rm(this.#path, { force: true }).catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }
}
