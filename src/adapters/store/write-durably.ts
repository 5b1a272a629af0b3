import { open, realpath, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { errorCode } from './error-code.ts';

/** Writes a file whole. */
export type WriteFile = (path: string, pieces: Iterable<Uint8Array>) => Promise<void>;

/**
 * Resolves when the file, whole and with mode 0600, would survive a power cut; until then the old one stays.
 *
 * write-file-atomic makes the temporary file, syncs and renames it. It is not let write the text: it calls `fs.write`
 * once and takes a short write (a disk that fills up) for a whole one, so the rename would put half a file in place
 * (write-file-atomic 7.0.1, lib/index.js). Nor does it sync the directory, which makes the rename last.
 */
export const writeDurably: WriteFile = async (path, pieces) => {
  const writeText = async (temporary: string) => await writeFile(temporary, pieces, { flag: 'r+' });
  await writeFileAtomic(path, '', { mode: 0o600, fsync: true, tmpfileCreated: writeText });
  await syncDirectory(dirname(await realpath(path)));
};

/** Windows cannot open a directory, and some network file systems cannot sync one: there the rename has to do. */
const CANNOT_SYNC = new Set(['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'ENOSYS']);

export async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (!CANNOT_SYNC.has(errorCode(error) ?? '')) throw error;
  }
}
