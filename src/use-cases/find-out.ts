import { C1SyncError } from '../domain/errors.ts';
import { hasStartedSince } from '../domain/progress.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ReadConnector } from './connector-reader.ts';

/** When to look, after the answer that told nothing. A queued sync may need a moment before it shows. */
const LOOK_AFTER_MS = [0, 5_000] as const;
const GIVE_UP_AFTER_MS = 8_000;
/** An older picture cannot tell our sync from a scheduled one that began in between. */
const PICTURE_IS_GOOD_FOR_MS = 2 * 60_000;

/**
 * C1 gave no usable answer to a force_sync: does the connector itself show that a sync began? Compares C1's own times
 * with each other only. False when nothing shows it, which proves nothing. Never rejects, takes 8 s at most.
 */
export async function findOutWhetherStarted(
  run: SyncRun,
  { readConnector, clock, log }: { readConnector: ReadConnector; clock: Clock; log: Log },
): Promise<boolean> {
  if (clock.now() - run.beforeSeenAt > PICTURE_IS_GOOD_FOR_MS) return false;
  const ended = new AbortController();
  const limit = clock.sleep(GIVE_UP_AFTER_MS, ended.signal).then(
    () => false,
    () => false,
  );
  try {
    return await Promise.race([look(run, readConnector, clock, ended.signal, log), limit]);
  } finally {
    ended.abort();
  }
}

async function look(
  run: SyncRun,
  readConnector: ReadConnector,
  clock: Clock,
  signal: AbortSignal,
  log: Log,
): Promise<boolean> {
  for (const wait of LOOK_AFTER_MS) {
    try {
      if (wait > 0) await clock.sleep(wait, signal);
      const { status } = await readConnector(run, { signal });
      if (hasStartedSince(run.before, status)) return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof C1SyncError)) throw error;
      log.warn({ err: error, run: run.id }, 'the connector could not be read after an unclear answer');
    }
  }
  return false;
}
