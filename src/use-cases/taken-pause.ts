import type { NamedConnector } from '../domain/connector.ts';
import type { RunState, SyncRun } from '../domain/sync-run.ts';
import type { RunStore } from '../ports/store.ts';

/** Its sync has not begun, so C1 may still show the pause. */
const BEFORE_ITS_SYNC: ReadonlySet<RunState> = new Set<RunState>(['asking', 'queued', 'waiting']);

/**
 * The run that took away the pause which still shows, here or in another instance; undefined: it is one that holds, or
 * there is none. C1 may show a pause for a while longer, its state even until the sync begins: whoever looks then must
 * neither resume twice nor think that there is nothing to pause.
 */
export async function pauseTakenBy({ paused, ...ref }: NamedConnector, runs: RunStore): Promise<SyncRun | undefined> {
  if (paused === null) return undefined;
  const isOfThisPause = (run: SyncRun) => paused.since === null || paused.since === run.pausedSince;
  const open = await runs.openRuns(ref);
  return open.find((run) => run.origin === 'resume' && BEFORE_ITS_SYNC.has(run.state) && isOfThisPause(run));
}
