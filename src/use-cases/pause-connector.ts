import type { Person } from '../domain/access.ts';
import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1SyncError, C1Unavailable } from '../domain/errors.ts';
import type { C1 } from '../ports/c1.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';
import { type Access, must } from './access.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { ConnectorIndex } from './connector-index.ts';
import type { LookAnew } from './look-anew.ts';
import type { Standings } from './standings.ts';
import { pauseTakenBy } from './taken-pause.ts';

export interface PauseRequest {
  readonly person: Person;
  readonly ref: ConnectorRef;
  /** The Slack conversation they ask in; null: none. */
  readonly channelId: string | null;
}

/** What came of a request to pause; `connector` as it was seen before. */
export type PauseAnswer =
  | { readonly kind: 'paused'; readonly connector: NamedConnector }
  /** It was paused before, so nothing was sent. */
  | { readonly kind: 'was-paused'; readonly connector: NamedConnector }
  /** C1 gave no usable answer, and the connector does not show a pause. */
  | { readonly kind: 'unclear'; readonly connector: NamedConnector; readonly error: C1SyncError }
  /** C1 certainly did not do it. */
  | { readonly kind: 'refused'; readonly connector: NamedConnector; readonly error: C1SyncError };

/**
 * Pauses one connector: C1 then neither syncs it nor provisions through it. Asks C1 once.
 *
 * @throws {NotAllowed} the person may not pause this connector (any more).
 * @throws {PersonUnreadable} Slack does not say who they are.
 * @throws {NoSuchConnector} the index does not know it.
 * @throws {StoreFailed} it could not be recorded, and nothing was sent.
 * @throws {C1SyncError} it could not be read, and nothing was sent.
 */
export type PauseConnector = (request: PauseRequest) => Promise<PauseAnswer>;

export function createPauseConnector(parts: {
  access: Access;
  standings: Pick<Standings, 'checkStanding'>;
  index: ConnectorIndex;
  c1: C1;
  lookAnew: LookAnew;
  runs: RunStore;
  /** Shared with whatever else pauses and resumes. */
  turns: Turns;
  trail: AuditTrail;
  log: Log;
}): PauseConnector {
  const { access, standings, index, c1, lookAnew, runs, turns, trail, log } = parts;

  const pause = async ({ person, ref, channelId }: PauseRequest): Promise<PauseAnswer> => {
    await access.confirm();
    must(access.pause(person, ref));
    must(await standings.checkStanding(person));
    const connector = await lookAnew.look(ref);
    // C1 may have taken seconds to say.
    must(access.pause(person, ref));
    const isPaused = connector.paused !== null && (await pauseTakenBy(connector, runs)) === undefined;
    if (isPaused) return { kind: 'was-paused', connector };
    const { appId, connectorId, label } = connector;
    const pausing = { actor: person, channelId, connector: { appId, connectorId, label } };
    await trail.record({ ...pausing, action: 'connector.paused' });
    const answer = await ask(connector, person);
    const came = { result: answer.kind, why: 'error' in answer ? answer.error.code : null, c1Request: 'POST pause' };
    await trail.note({ ...pausing, ...came, action: 'connector.paused' });
    return answer;
  };

  const ask = async (connector: NamedConnector, { userId }: Person): Promise<PauseAnswer> => {
    const fields = { user: userId, connector: connectorKey(connector) };
    try {
      await c1.pause(connector);
    } catch (error) {
      if (!(error instanceof C1SyncError)) throw error;
      log.warn({ ...fields, err: error }, 'C1 did not take a pause');
      if (error.code === 'c1_not_found') void index.refresh();
      if (!(error instanceof C1Unavailable) || error.reached === 'no') return { kind: 'refused', connector, error };
      const isNew = ({ paused }: NamedConnector) => paused !== null && paused.since !== connector.paused?.since;
      if (!(await lookAnew.shows(connector, isNew))) return { kind: 'unclear', connector, error };
    }
    // The next who asks for a sync is told at once; since when and why, C1 says when it is read again.
    index.note({ ...connector, paused: { since: null, reason: null } });
    log.info(fields, 'connector paused');
    return { kind: 'paused', connector };
  };

  // One after the other: the second of two people finds it paused.
  return (request) => turns.take(`pause:${connectorKey(request.ref)}`, () => pause(request));
}
