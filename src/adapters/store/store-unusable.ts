/** The last two are those of a database: it cannot be reached, or does not let us in. */
export type StoreUnusableCode = 'damaged' | 'foreign' | 'newer' | 'locked' | 'unwritable' | 'unreachable' | 'refused';

/**
 * The store cannot be opened, so nobody is allowed anything. `message` is for the operator: what is wrong, with which
 * file, and what to do. The file has not been changed.
 */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
  readonly code: StoreUnusableCode;

  constructor(code: StoreUnusableCode, path: string, detail: string, options?: ErrorOptions) {
    super(sentences[code](path, detail), options);
    this.code = code;
  }
}

const NOBODY = 'Nobody is allowed anything until then.';

const sentences: Readonly<Record<StoreUnusableCode, (path: string, detail: string) => string>> = {
  damaged: (path, detail) =>
    `The store ${path} is damaged: ${detail}. Restore it from a backup, or move it away to start with an empty one. ${NOBODY}`,
  foreign: (path, detail) =>
    `The file ${path} is not a store of c1-sync: ${detail}. Point DATABASE_PATH elsewhere, or restore a backup, ` +
    `or move the file away. ${NOBODY}`,
  newer: (path, detail) =>
    `The store ${path} was written by a newer c1-sync: ${detail}. Run the newer c1-sync, or restore the file from ` +
    `before the upgrade. ${NOBODY}`,
  locked: (path, detail) =>
    `The store ${path} is in use by another c1-sync: ${detail}. Stop the other process, or give this one its own ` +
    `DATABASE_PATH. If no other process runs, remove the directory ${path}.lock and start again. ${NOBODY}`,
  unwritable: (path, detail) =>
    `The store ${path} cannot be used: ${detail}. Make its directory a writable one of the user that runs c1-sync, with space ` +
    `left; in a container, mount the directory, not the file. ${NOBODY}`,
  unreachable: (where, detail) =>
    `The database ${where} does not answer: ${detail}. Start it, or correct the host and port in DATABASE_URL. ${NOBODY}`,
  refused: (where, detail) =>
    `The database ${where} cannot be used: ${detail}. Correct DATABASE_URL, or let its user in and create tables. ${NOBODY}`,
};
