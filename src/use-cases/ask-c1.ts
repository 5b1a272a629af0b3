import { connectorKey } from '../domain/connector.ts';
import { C1SyncError, C1Unavailable } from '../domain/errors.ts';
import type { RunState, SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { ConnectorIndex } from './connector-index.ts';
import type { AskedAnswer } from './request-sync.ts';

export interface Asking {
  /** Sends the request to C1, once. */
  readonly send: () => Promise<void>;
  /** After an answer that told nothing: does the connector show that C1 took it? */
  readonly wasTaken: () => Promise<boolean>;
}

/** Asks C1 for what a recorded run wants, and records what came of it. */
export type AskC1 = (run: SyncRun, asking: Asking) => Promise<AskedAnswer>;

export function createAskC1(parts: { index: ConnectorIndex; runs: RunStore; clock: Clock; log: Log }): AskC1 {
  const { index, runs, clock, log } = parts;

  /** C1 has answered by now: a store that fails here must not turn a queued sync into an error for the person. */
  const settle = async (run: SyncRun, state: RunState, errorCode: string | null): Promise<SyncRun> => {
    const change = { state, errorCode, changedAt: clock.now() };
    try {
      return await runs.changeRun(run.id, change);
    } catch (error) {
      log.error({ err: error, run: run.id, state }, 'the outcome of a request to C1 could not be recorded');
      return { ...run, ...change };
    }
  };

  return async (run, { send, wasTaken }) => {
    try {
      await send();
    } catch (error) {
      if (!(error instanceof C1SyncError)) throw error;
      log.warn({ err: error, run: run.id, connector: connectorKey(run) }, 'C1 did not take a request');
      if (error.code === 'c1_not_found') void index.refresh();
      if (!(error instanceof C1Unavailable) || error.reached === 'no') {
        return { kind: 'refused', run: await settle(run, 'refused', error.code), error };
      }
      if (!(await wasTaken())) return { kind: 'unclear', run: await settle(run, 'unclear', error.code) };
    }
    return { kind: 'queued', run: await settle(run, 'queued', null) };
  };
}
