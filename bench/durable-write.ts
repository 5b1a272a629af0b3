import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** As long as the record of one sync in the store. */
const RECORD = Buffer.alloc(900, 'x');

/**
 * What it costs on this disk to keep one record of a sync, by the plainest way that survives a power cut: a new file,
 * synced and put in the place of the old one. Milliseconds.
 */
export async function timeDurableWrite(directory: string): Promise<number> {
  const path = join(directory, 'record');
  const begun = performance.now();
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(RECORD);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  return performance.now() - begun;
}
