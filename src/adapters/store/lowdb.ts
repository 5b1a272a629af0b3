import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StoreFailed } from '../../domain/errors.ts';
import type { Store } from '../../ports/store.ts';
import { appendDurably } from './audit/growing-file.ts';
import { errorCode } from './error-code.ts';
import { GroupCommit } from './group-commit.ts';
import { LockedFile, type LockedFileOptions } from './locked-file.ts';
import { storeOver } from './store-over.ts';
import { StoreUnusable } from './store-unusable.ts';
import { writeDurably } from './write-durably.ts';

export interface LowdbStoreOptions extends Omit<LockedFileOptions, 'writeFile' | 'append'> {
  /**
   * Called once when the file is no longer ours alone: the lock was taken, or others wrote the file. Every write
   * rejects from then on, so the process should end.
   */
  readonly onLost: (error: Error) => void;
  /** How files are written; tests make it fail. */
  readonly writeFile?: LockedFileOptions['writeFile'];
  readonly append?: LockedFileOptions['append'];
}

/** The embedded store: one JSON file with its changes beside it, one process. Rejects with StoreUnusable. */
export async function openLowdbStore(options: LowdbStoreOptions): Promise<Store> {
  const path = await prepare(options.path);
  const file = new LockedFile({ writeFile: writeDurably, append: appendDurably, ...options, path });
  const records = await file.open();
  const commits = new GroupCommit(records, (changes, all) => file.write(changes, all));
  options.log.info({ path, grants: commits.state.grants().length }, 'the store is open');

  let closing: Promise<void> | undefined;
  const isOpen = () => closing === undefined && !file.isLost();
  return storeOver({
    state: commits.state,
    isOpen,
    change: async (mutation) => {
      if (!isOpen()) throw new StoreFailed(closing === undefined ? 'the store is lost' : 'the store is closed');
      return commits.change(mutation);
    },
    close: () => {
      closing ??= commits.settled().then(() => file.close(commits.state.records()));
      return closing;
    },
  });
}

/** Makes the directory and follows symbolic links, so that one file has one lock whatever it is called. */
async function prepare(path: string): Promise<string> {
  try {
    const directory = dirname(path);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const target = join(await realpath(directory), basename(path));
    return await realpath(target).catch(() => target);
  } catch (cause) {
    const detail = `its directory cannot be made (${errorCode(cause)})`;
    throw new StoreUnusable('unwritable', path, detail, { cause });
  }
}
