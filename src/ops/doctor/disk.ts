import { access, constants, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Finding, ill, well } from '../../domain/finding.ts';

const WHAT = 'Disk';

/** A store is written anew as a whole, so there has to be room for a second one; and the audit trail only grows. */
const ENOUGH_BYTES = 100_000_000;

/** Whether the directory of the store has room and can be written; if there is none yet, the one it will be made in. */
export async function examineDisk(databasePath: string): Promise<Finding> {
  const wanted = dirname(resolve(databasePath));
  const directory = await nearestExisting(wanted);
  const where = directory === wanted ? directory : `${directory} (the first start makes ${wanted} in it)`;
  try {
    await access(directory, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code;
    const cure =
      'make it a writable one of the user that runs c1-sync; in a container, mount a volume there and give it to that user';
    return ill(WHAT, `${where} cannot be written (${why})`, cure);
  }
  const { bavail, bsize } = await statfs(directory);
  const free = `${Math.floor((bavail * bsize) / 1_000_000)} MB free`;
  if (bavail * bsize >= ENOUGH_BYTES) return well(WHAT, `${where} can be written; ${free}`);
  const cure = `make room, at least ${ENOUGH_BYTES / 1_000_000} MB: when the disk is full, nothing is recorded and every sync is refused`;
  return ill(WHAT, `${where} has only ${free}`, cure);
}

async function nearestExisting(path: string): Promise<string> {
  const exists = await access(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT' && error.code !== 'ENOTDIR',
  );
  return exists || dirname(path) === path ? path : nearestExisting(dirname(path));
}
