import { connectorKey } from '../domain/connector.ts';
import { hasEnded, type SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { ReadConnector } from './connector-reader.ts';
import { findOutWhetherStarted } from './find-out.ts';
import type { TellRun } from './tell-run.ts';

export interface PickUpParts {
  readonly runs: RunStore;
  readonly readConnector: ReadConnector;
  readonly tellRun: TellRun;
  readonly followers: Pick<FollowUps, 'follow'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Every run that a process left open which is gone now goes on, in the same message. Where it died between the record and
 * C1's answer C1 is looked at, never asked again.
 * @throws {StoreFailed} the open runs cannot be read
 */
export async function pickUpOpenRuns(parts: PickUpParts): Promise<void> {
  const { runs, tellRun, followers, log } = parts;
  const pickUp = async (left: SyncRun): Promise<void> => {
    try {
      const run = left.state === 'asking' ? await settle(left, parts) : left;
      // Ends are told by the follower, which also tries again.
      if (run.message === null && run.said === undefined && !hasEnded(run)) await tellRun.announce(run);
    } catch (error) {
      log.error({ err: error, run: left.id }, 'a sync of a process that is gone could not be picked up');
    } finally {
      followers.follow(left);
    }
  };
  const left = await runs.leftRuns();
  if (left.length > 0) log.info({ runs: left.length }, 'syncs of a process that is gone go on');
  await Promise.all(left.map(pickUp));
}

async function settle(run: SyncRun, { runs, log, clock, ...parts }: PickUpParts): Promise<SyncRun> {
  const started = await findOutWhetherStarted(run, { ...parts, clock, log });
  log.warn({ run: run.id, connector: connectorKey(run), started }, 'a sync request was cut off by a restart');
  const now = await runs.run(run.id);
  // The follower of the connector may have met it in the meantime.
  if (now !== undefined && now.state !== 'asking') return now;
  return runs.changeRun(run.id, {
    state: started ? 'queued' : 'unclear',
    errorCode: started ? null : 'c1_unavailable',
    changedAt: clock.now(),
  });
}
