import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** On the disk of this repository: a machine's temporary directory may be in memory, where syncing costs nothing. */
export const CACHE = resolve(import.meta.dirname, '../node_modules/.cache/c1-sync-bench');

/** A directory that is gone after `work`. */
export async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, 'run-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
