import { constants, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from '../write-durably.ts';
import { WrittenByOthers } from '../written-by-others.ts';

/** Writes bytes at the end of a file. Resolves when they would survive a power cut. */
export type AppendDurably = (file: FileHandle, bytes: Uint8Array) => Promise<void>;

/** A write returns when it is on the disk: one way to the file system instead of two. Windows has no such flag. */
const { O_WRONLY, O_APPEND, O_CREAT, O_DSYNC } = constants as Partial<typeof constants>;
const DURABLE = (O_WRONLY ?? 0) | (O_APPEND ?? 0) | (O_CREAT ?? 0) | (O_DSYNC ?? 0);

export const appendDurably: AppendDurably = async (file, bytes) => {
  // A disk that fills up takes a part.
  for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten;
  if (O_DSYNC === undefined) await file.datasync();
};

/** A file that only grows, while it is ours alone. What a failed write left of itself is taken away again. */
export class GrowingFile {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #ino: bigint;
  readonly #append: AppendDurably;
  #size: number;
  #isTidy = true;

  private constructor(path: string, file: FileHandle, ino: bigint, size: number, append: AppendDurably) {
    this.#path = path;
    this.#file = file;
    this.#ino = ino;
    this.#size = size;
    this.#append = append;
  }

  /**
   * Makes the file if there is none, for its user only.
   * @param size what of it is to be kept; the rest is cut off
   */
  static async open(path: string, size: number, append: AppendDurably): Promise<GrowingFile> {
    const file = await open(path, DURABLE, 0o600);
    try {
      await file.chmod(0o600);
      const found = await file.stat({ bigint: true });
      const growing = new GrowingFile(path, file, found.ino, size, append);
      if (found.size !== BigInt(size)) await growing.#cutBack();
      if (size === 0) await syncDirectory(dirname(path));
      return growing;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Rejects with WrittenByOthers, or as the file system does; the file is then as it was, at the latest before the next write. */
  async append(bytes: Uint8Array): Promise<void> {
    if (!this.#isTidy) await this.#cutBack();
    this.#assertOurs();
    try {
      await this.#append(this.#file, bytes);
    } catch (error) {
      this.#isTidy = false;
      // If that fails too, it is tried again before the next write.
      await this.#cutBack().catch(() => {});
      throw error;
    }
    this.#size += bytes.length;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #cutBack(): Promise<void> {
    await this.#file.truncate(this.#size);
    await this.#file.datasync();
    this.#isTidy = true;
  }

  /** Whoever wrote or moved it: a line of ours at its end would not continue what is there. */
  #assertOurs(): void {
    // Not in the background: that would take ten times as long, before each write.
    const found = statSync(this.#path, { bigint: true, throwIfNoEntry: false });
    if (found?.ino === this.#ino && found.size === BigInt(this.#size)) return;
    throw new WrittenByOthers(`${this.#path} was written or moved by others`);
  }
}
