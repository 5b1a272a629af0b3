import type { Person } from '../domain/access.ts';
import { type ConnectorRef, connectorKey, type NamedConnector } from '../domain/connector.ts';
import { C1SyncError } from '../domain/errors.ts';
import { hasEnded, type Obstacle, type SyncRun } from '../domain/sync-run.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { Log } from '../ports/log.ts';
import { type Access, must } from './access.ts';
import { createAskC1 } from './ask-c1.ts';
import type { AuditedRuns } from './audited-runs.ts';
import type { ConnectorIndex } from './connector-index.ts';
import type { ReadConnector } from './connector-reader.ts';
import { findOutWhetherStarted } from './find-out.ts';
import { intendRun } from './intend-run.ts';
import { createPresentConnector } from './present-connector.ts';
import type { Standings } from './standings.ts';

export interface SyncRequest {
  readonly person: Person;
  readonly ref: ConnectorRef;
  /** Slack's id of what the person did; the same gesture never asks C1 twice for one connector. */
  readonly gesture: string;
  /** The Slack conversation to tell; null: the person's direct messages. */
  readonly channelId: string | null;
  readonly reason: string | null;
  /** They were told that a sync runs, and want it stopped and begun anew. */
  readonly restart?: boolean;
  /** Called once the request is recorded: from then on it is not lost, whatever happens to this process. */
  readonly onRecorded?: () => void;
}

/** C1 was asked. Only `queued` and `unclear` mean that it may sync because of it. */
export type AskedAnswer =
  | { readonly kind: 'queued' | 'unclear'; readonly run: SyncRun }
  | { readonly kind: 'refused'; readonly run: SyncRun; readonly error: C1SyncError };

/** What came of a request; all but an AskedAnswer mean that C1 was not asked for it. */
export type SyncAnswer =
  | AskedAnswer
  | { readonly kind: 'same-gesture'; readonly run: SyncRun }
  /** They wait for a sync that is under way; `isNew`: nobody had asked for that one here. */
  | { readonly kind: 'joined'; readonly run: SyncRun; readonly isNew: boolean }
  /** The last one has ended already. */
  | { readonly kind: 'cooling-down'; readonly run: SyncRun; readonly until: number }
  | { readonly kind: 'paused'; readonly connector: NamedConnector };

export interface RequestSyncParts {
  readonly access: Access;
  readonly standings: Pick<Standings, 'checkStanding'>;
  readonly index: ConnectorIndex;
  readonly c1: C1;
  readonly readConnector: ReadConnector;
  readonly runs: AuditedRuns;
  readonly followers: Pick<FollowUps, 'follow'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly cooldownMs: number;
  readonly newId: () => string;
}

export type RequestSync = (request: SyncRequest) => Promise<SyncAnswer>;

/**
 * Asks C1 to sync one connector, once: authorise, look at what is known of the connector, record the intent, ask,
 * record the answer. In the usual case that is one call to C1. A connector that is running or cooling down is joined.
 *
 * @throws {NotAllowed} the person may not sync this connector (any more).
 * @throws {PersonUnreadable} Slack does not say who they are.
 * @throws {NoSuchConnector} the index does not know it.
 * @throws {StoreFailed} the intent could not be recorded; C1 was not asked.
 * @throws {C1SyncError} what is known of the connector was too old, and C1 could not be asked.
 */
export function createRequestSync(parts: RequestSyncParts): RequestSync {
  const { access, standings, c1, runs, followers, log, cooldownMs } = parts;
  const presentConnector = createPresentConnector(parts);
  const askC1 = createAskC1(parts);

  return async (request) => {
    const { person, ref } = request;
    await access.confirm();
    must(access.sync(person, ref));
    // Slack is asked while the connector is looked at and the intent is written: nobody waits for one after the other.
    const isMember = standings.checkStanding(person).then(must);
    isMember.catch(() => undefined);
    const connector = await presentConnector(ref);
    // C1 may have taken seconds to say, and Slack may have said by now.
    must(access.sync(person, ref));
    await Promise.race([isMember, undefined]);
    const restart = request.restart === true;
    const joins = connector.status.state === 'running' && !restart;
    if (connector.paused !== null || joins) await isMember;
    if (connector.paused !== null) return { kind: 'paused', connector };
    if (joins) return joinRunning(request, connector);

    const run = intendRun(request, connector, restart ? 'restart' : 'request', parts);
    const obstacle = await begin(run, isMember);
    if (obstacle !== undefined) return standAside(obstacle, request);
    request.onRecorded?.();
    try {
      const answer = await askC1(run, {
        send: () => c1.forceSync(run),
        wasTaken: () => findOutWhetherStarted(run, parts),
      });
      const { state, errorCode } = answer.run;
      log.info(
        { run: run.id, user: run.requestedBy, connector: connectorKey(run), state, errorCode },
        'sync requested',
      );
      return answer;
    } finally {
      // Whatever came of it: it is not left alone until its end has been told.
      followers.follow(run);
    }
  };

  /** Records the intent; taken back, and never sent, where the person turns out to be none who may. */
  async function begin(run: SyncRun, isMember: Promise<void>): Promise<Obstacle | undefined> {
    const [begun, member] = await Promise.allSettled([runs.beginRun(run, cooldownMs), isMember]);
    if (begun.status === 'rejected') throw begun.reason;
    if (member.status === 'fulfilled') return begun.value;
    if (begun.value === undefined) await withdraw(run, member.reason);
    throw member.reason;
  }

  /** The person is told where they asked. Somebody who joined in the meantime is told by the follower. */
  async function withdraw(run: SyncRun, error: unknown): Promise<void> {
    const now = parts.clock.now();
    const errorCode = error instanceof C1SyncError ? error.code : null;
    const refused = await runs.changeRun(run.id, { state: 'refused', errorCode, changedAt: now });
    if (refused.watchers.length === 0) await runs.changeRun(run.id, { endToldAt: now });
    else followers.follow(run);
  }

  async function standAside({ why, run }: Obstacle, request: SyncRequest): Promise<SyncAnswer> {
    if (why === 'same-gesture') return { kind: 'same-gesture', run };
    if (hasEnded(run)) return { kind: 'cooling-down', run, until: run.requestedAt + cooldownMs };
    return { kind: 'joined', run: await watch(run, request), isNew: false };
  }

  /** A second press may kill a long sync, so the person waits for the one that runs. */
  async function joinRunning(request: SyncRequest, connector: NamedConnector): Promise<SyncAnswer> {
    const known = (await runs.openRuns(request.ref)).filter((run) => !hasEnded(run)).at(-1);
    if (known !== undefined) {
      const again = known.dedupeKey === `${request.gesture}:${connectorKey(request.ref)}`;
      if (again) return { kind: 'same-gesture', run: known };
      return { kind: 'joined', run: await watch(known, request), isNew: false };
    }
    const run = intendRun(request, connector, 'join', parts);
    const obstacle = await runs.beginRun(run, 0);
    if (obstacle !== undefined) return standAside(obstacle, request);
    log.info({ run: run.id, user: run.requestedBy, connector: connectorKey(run) }, 'a running sync was joined');
    followers.follow(run);
    return { kind: 'joined', run, isNew: true };
  }

  function watch(run: SyncRun, { person, channelId }: SyncRequest): Promise<SyncRun> {
    return runs.watchRun(run.id, { userId: person.userId, direct: channelId !== run.channelId }, channelId);
  }
}
