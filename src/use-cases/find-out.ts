import { C1SyncError } from '../domain/errors.ts';
import { hasStartedSince, type SyncRun } from '../domain/sync-run.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** When to look, after the answer that told nothing. A queued sync may need a moment before it shows. */
const LOOK_AFTER_MS = [0, 5_000] as const;
const GIVE_UP_AFTER_MS = 8_000;
/** An older picture cannot tell our sync from a scheduled one that began in between. */
const PICTURE_IS_GOOD_FOR_MS = 2 * 60_000;

/**
 * C1 gave no usable answer to a force_sync: does the connector itself show that a sync began? Compares C1's own times
 * with each other only; `seenAt` is when `run.before` was read, by ours. False when nothing shows it, which proves nothing. Never rejects, takes 8 s at most.
 */
export async function findOutWhetherStarted(
  run: SyncRun,
  seenAt: number,
  { c1, clock, log }: { c1: C1; clock: Clock; log: Log },
): Promise<boolean> {
  if (clock.now() - seenAt > PICTURE_IS_GOOD_FOR_MS) return false;
  const ended = new AbortController();
  const limit = clock.sleep(GIVE_UP_AFTER_MS, ended.signal).then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([look(run, c1, clock, ended.signal, log), limit]);
  } finally {
    ended.abort();
  }
}

async function look(run: SyncRun, c1: C1, clock: Clock, signal: AbortSignal, log: Log): Promise<boolean> {
  for (const wait of LOOK_AFTER_MS) {
    try {
      if (wait > 0) await clock.sleep(wait, signal);
      const { status } = await c1.getConnector(run, signal);
      if (hasStartedSince(run.before, status)) return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof C1SyncError)) throw error;
      log.warn({ err: error, run: run.id }, 'the connector could not be read after an unclear answer');
    }
  }
  return false;
}
