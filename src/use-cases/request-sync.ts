import type { Person } from '../domain/access.ts';
import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1SyncError, C1Unavailable } from '../domain/errors.ts';
import type { Obstacle, SyncRun } from '../domain/sync-run.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import { type Access, must } from './access.ts';
import type { ConnectorIndex } from './connector-index.ts';
import { findOutWhetherStarted } from './find-out.ts';
import { createPresentConnector } from './present-connector.ts';

export interface SyncRequest {
  readonly person: Person;
  readonly ref: ConnectorRef;
  /** Slack's id of what the person did; the same gesture never asks C1 twice for one connector. */
  readonly gesture: string;
  /** The Slack conversation to tell; null: the person's direct messages. */
  readonly channelId: string | null;
  readonly reason: string | null;
}

/** C1 was asked. Only `queued` and `unclear` mean that it may sync because of it. */
export type AskedAnswer =
  | { readonly kind: 'queued' | 'unclear'; readonly run: SyncRun }
  | { readonly kind: 'refused'; readonly run: SyncRun; readonly error: C1SyncError };

/** What came of a request; all but an AskedAnswer mean that C1 was not asked for it. */
export type SyncAnswer =
  | AskedAnswer
  | { readonly kind: 'same-gesture'; readonly run: SyncRun }
  | { readonly kind: 'cooling-down'; readonly run: SyncRun; readonly until: number }
  | { readonly kind: 'paused' | 'running'; readonly connector: NamedConnector };

export interface RequestSyncParts {
  readonly access: Access;
  readonly index: ConnectorIndex;
  readonly c1: C1;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly cooldownMs: number;
  readonly newId: () => string;
}

export type RequestSync = (request: SyncRequest) => Promise<SyncAnswer>;

/**
 * Asks C1 to sync one connector, once: authorise, look at what is known of the connector, record the intent, ask,
 * record the answer. In the usual case that is one call to C1.
 *
 * @throws {NotAllowed} the person may not sync this connector (any more).
 * @throws {NoSuchConnector} the index does not know it.
 * @throws {StoreFailed} the intent could not be recorded; C1 was not asked.
 * @throws {C1SyncError} what is known of the connector was too old, and C1 could not be asked.
 */
export function createRequestSync(parts: RequestSyncParts): RequestSync {
  const { access, index, c1, runs, clock, log, cooldownMs, newId } = parts;
  const presentConnector = createPresentConnector(parts);

  return async (request) => {
    must(access.sync(request.person, request.ref));
    const connector = await presentConnector(request.ref);
    if (connector.paused !== null) return { kind: 'paused', connector };
    if (connector.status.state === 'running') return { kind: 'running', connector };

    const run = intent(request, connector);
    const obstacle = await runs.beginRun(run, cooldownMs);
    if (obstacle !== undefined) return standAside(obstacle);
    const answer = await ask(run, connector.seenAt);
    const { state, errorCode } = answer.run;
    log.info({ run: run.id, user: run.requestedBy, connector: connectorKey(run), state, errorCode }, 'sync requested');
    return answer;
  };

  function intent(request: SyncRequest, connector: NamedConnector): SyncRun {
    const key = connectorKey(request.ref);
    return {
      id: newId(),
      dedupeKey: `${request.gesture}:${key}`,
      appId: request.ref.appId,
      connectorId: request.ref.connectorId,
      label: connector.label,
      requestedBy: request.person.userId,
      teamId: request.person.teamId,
      requestedAt: clock.now(),
      reason: request.reason,
      channelId: request.channelId,
      state: 'asking',
      before: connector.status,
      errorCode: null,
      settledAt: null,
    };
  }

  async function ask(run: SyncRun, seenAt: number): Promise<AskedAnswer> {
    try {
      await c1.forceSync(run);
    } catch (error) {
      if (!(error instanceof C1SyncError)) throw error;
      log.warn({ err: error, run: run.id, connector: connectorKey(run) }, 'C1 did not take the sync request');
      if (error.code === 'c1_not_found') void index.refresh();
      if (!(error instanceof C1Unavailable) || error.reached === 'no') {
        return { kind: 'refused', run: await settle(run, 'refused', error.code), error };
      }
      const started = await findOutWhetherStarted(run, seenAt, { c1, clock, log });
      return started
        ? { kind: 'queued', run: await settle(run, 'queued', null) }
        : { kind: 'unclear', run: await settle(run, 'unclear', error.code) };
    }
    return { kind: 'queued', run: await settle(run, 'queued', null) };
  }

  /** C1 has answered by now: a store that fails here must not turn a queued sync into an error for the person. */
  async function settle(run: SyncRun, state: SyncRun['state'], errorCode: string | null): Promise<SyncRun> {
    const outcome = { state, errorCode, settledAt: clock.now() };
    try {
      return await runs.settleRun(run.id, outcome);
    } catch (error) {
      log.error({ err: error, run: run.id, state }, 'the outcome of a sync request could not be recorded');
      return { ...run, ...outcome };
    }
  }

  function standAside({ why, run }: Obstacle): SyncAnswer {
    if (why === 'same-gesture') return { kind: 'same-gesture', run };
    return { kind: 'cooling-down', run, until: run.requestedAt + cooldownMs };
  }
}
