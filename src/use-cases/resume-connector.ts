import { connectorKey, type NamedConnector } from '../domain/connector.ts';
import { hasStartedSince } from '../domain/progress.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps } from '../ports/follow-ups.ts';
import type { Log } from '../ports/log.ts';
import type { Turns } from '../ports/turns.ts';
import { type Access, must } from './access.ts';
import { createAskC1 } from './ask-c1.ts';
import type { AuditedRuns } from './audited-runs.ts';
import type { ConnectorIndex } from './connector-index.ts';
import { intendRun } from './intend-run.ts';
import type { LookAnew } from './look-anew.ts';
import type { AskedAnswer, SyncRequest } from './request-sync.ts';
import type { Standings } from './standings.ts';
import { pauseTakenBy } from './taken-pause.ts';

export type ResumeRequest = Omit<SyncRequest, 'reason' | 'restart'>;

/** What came of a request to resume; all but an AskedAnswer mean that C1 was not asked for it. */
export type ResumeAnswer =
  | AskedAnswer
  | { readonly kind: 'same-gesture'; readonly run: SyncRun }
  /** Somebody has resumed it a moment ago: they wait for the sync that C1 starts. */
  | { readonly kind: 'joined'; readonly run: SyncRun; readonly isNew: false }
  | { readonly kind: 'not-paused'; readonly connector: NamedConnector };

export interface ResumeConnectorParts {
  readonly access: Access;
  readonly standings: Pick<Standings, 'checkStanding'>;
  readonly index: ConnectorIndex;
  readonly c1: C1;
  readonly lookAnew: LookAnew;
  /** Shared with whatever else pauses and resumes. */
  readonly turns: Turns;
  readonly runs: AuditedRuns;
  readonly followers: Pick<FollowUps, 'follow'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
}

/**
 * Takes the pause of one connector away. C1 then starts a sync by itself, so this is a run like any other. The right
 * to pause is enough for it. Asks C1 once.
 *
 * @throws {NotAllowed} the person may not resume this connector (any more).
 * @throws {PersonUnreadable} Slack does not say who they are.
 * @throws {NoSuchConnector} the index does not know it.
 * @throws {StoreFailed} the intent could not be recorded; C1 was not asked.
 * @throws {C1SyncError} it could not be read, and nothing was sent.
 */
export type ResumeConnector = (request: ResumeRequest) => Promise<ResumeAnswer>;

export function createResumeConnector(parts: ResumeConnectorParts): ResumeConnector {
  const { access, standings, index, c1, lookAnew, turns, runs, followers, log } = parts;
  const askC1 = createAskC1(parts);

  const resume = async (request: ResumeRequest): Promise<ResumeAnswer> => {
    const { person, ref } = request;
    await access.confirm();
    must(access.pause(person, ref));
    must(await standings.checkStanding(person));
    // Looked for first: by now it is not paused any more, which would read as if it had never been.
    const latest = await runs.latestRun(ref);
    const key = `${request.gesture}:${connectorKey(ref)}`;
    if (latest?.dedupeKey === key) return { kind: 'same-gesture', run: latest };

    const connector = await lookAnew.look(ref);
    // C1 may have taken seconds to say.
    must(access.pause(person, ref));
    if (connector.paused === null) return { kind: 'not-paused', connector };
    const resumed = await pauseTakenBy(connector, runs);
    if (resumed !== undefined) return join(resumed, request);
    const run = intendRun({ ...request, reason: null }, connector, 'resume', parts);
    const obstacle = await runs.beginRun(run, 0);
    if (obstacle?.why === 'same-gesture') return { kind: 'same-gesture', run: obstacle.run };
    if (obstacle !== undefined) return join(obstacle.run, request);
    try {
      return await ask(run, connector);
    } finally {
      // Whatever came of it: it is not left alone until its end has been told.
      followers.follow(run);
    }
  };

  const ask = async (run: SyncRun, connector: NamedConnector): Promise<AskedAnswer> => {
    const isResumed = (seen: NamedConnector) =>
      seen.paused?.since !== connector.paused?.since || hasStartedSince(run.before, seen.status);
    const answer = await askC1(run, {
      send: () => c1.resume(run),
      wasTaken: () => lookAnew.shows(run, isResumed),
    });
    if (answer.kind === 'queued') index.note({ ...connector, paused: null });
    const { state, errorCode } = answer.run;
    const fields = { run: run.id, user: run.requestedBy, connector: connectorKey(run), state, errorCode };
    log.info(fields, 'connector resumed');
    return answer;
  };

  const join = async (run: SyncRun, { person, channelId }: ResumeRequest): Promise<ResumeAnswer> => {
    const watcher = { userId: person.userId, direct: channelId !== run.channelId };
    return { kind: 'joined', run: await runs.watchRun(run.id, watcher, channelId), isNew: false };
  };

  return (request) => turns.take(`pause:${connectorKey(request.ref)}`, () => resume(request));
}
