import { connectorKey } from '../domain/connector.ts';
import type { Announcer } from '../ports/announcer.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import { findOutWhetherStarted } from './find-out.ts';

/**
 * After a start: runs that the last process recorded and never got an answer for. C1 is looked at, never asked again,
 * and the person is told.
 */
export async function settleUnsettled(parts: {
  runs: RunStore;
  c1: C1;
  clock: Clock;
  log: Log;
  announcer: Announcer;
}): Promise<void> {
  const { runs, c1, clock, log, announcer } = parts;
  const settleOne = async (run: Awaited<ReturnType<RunStore['unsettledRuns']>>[number]): Promise<void> => {
    const started = await findOutWhetherStarted(run, run.requestedAt, { c1, clock, log });
    const settled = await runs.settleRun(run.id, {
      state: started ? 'queued' : 'unclear',
      errorCode: started ? null : 'c1_unavailable',
      settledAt: clock.now(),
    });
    log.warn(
      { run: run.id, connector: connectorKey(run), state: settled.state },
      'a sync request was cut off by a restart',
    );
    await announcer.announce(settled);
  };
  await Promise.all((await runs.unsettledRuns()).map(settleOne));
}
