import { stat } from 'node:fs/promises';
import { lock, unlock } from 'proper-lockfile';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { errorCode } from './error-code.ts';
import { StoreUnusable } from './store-unusable.ts';

/**
 * A lock is the directory `<path>.lock`; its owner touches it every second, and one that has not been touched for five
 * is that of a dead process. (proper-lockfile 4.1.2 takes no `stale` below 2 s and no `update` outside 1 s … stale/2.)
 */
export const STALE_MS = 5_000;
const UPDATE_MS = 1_000;
const LOOK_AGAIN_MS = 500;
/** Longer than a dead owner's lock can look alive: proper-lockfile dates a new one up to a second ahead. */
const GIVE_UP_MS = 15_000;

export interface FileLock {
  release(): Promise<void>;
  /** Stops to keep it, and leaves the directory: it may be somebody else's by now. */
  abandon(): Promise<void>;
}

export interface LockOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** The lock was taken away, so another process may write the file. */
  readonly onLost: (error: Error) => void;
}

/**
 * Waits for the lock of a dead process to become stale; refuses at once when its owner shows that it lives.
 * Rejects with StoreUnusable locked or unwritable.
 */
export async function takeLock(path: string, { clock, log, onLost }: LockOptions): Promise<FileLock> {
  const options = { stale: STALE_MS, update: UPDATE_MS, realpath: false, onCompromised: onLost };
  const giveUpAt = clock.now() + GIVE_UP_MS;
  let touchedAt: number | undefined;
  while (true) {
    try {
      const release = await lock(path, options);
      return { release, abandon: () => unlock(path, { realpath: false, fs: { rmdir: leaveDirectory } }) };
    } catch (error) {
      if (errorCode(error) !== 'ELOCKED') throw cannotLock(path, error);
    }
    const { mtimeMs } = await stat(`${path}.lock`).catch(() => ({ mtimeMs: undefined }));
    if (touchedAt !== undefined && mtimeMs !== undefined && mtimeMs !== touchedAt) {
      throw new StoreUnusable('locked', path, 'its owner is alive');
    }
    if (clock.now() >= giveUpAt) throw new StoreUnusable('locked', path, 'its lock does not become stale');
    if (touchedAt === undefined) log.warn({ path }, 'the store is locked; waiting to see whether its owner is alive');
    touchedAt = mtimeMs;
    await clock.sleep(LOOK_AGAIN_MS);
  }
}

function leaveDirectory(_path: string, done: (error: null) => void): void {
  done(null);
}

function cannotLock(path: string, cause: unknown): StoreUnusable {
  return new StoreUnusable('unwritable', path, `${path}.lock cannot be made (${errorCode(cause)})`, { cause });
}
