import type { AuditAction, AuditEvent } from '../domain/audit.ts';
import {
  changed,
  hasEnded,
  type RunChange,
  type RunOrigin,
  referenceOf,
  type SyncRun,
  type Watcher,
} from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { AuditTrail, Happening } from './audit-trail.ts';

/** A join asks nothing of C1; a resume asks it to take a pause away. */
const BEGINS_AS: Readonly<Record<RunOrigin, AuditAction>> = {
  request: 'sync.requested',
  restart: 'sync.requested',
  join: 'sync.joined',
  resume: 'connector.resumed',
};

/** As the store, and `channelId` is the Slack conversation that somebody did it in; null: in none. */
export interface AuditedRuns extends RunStore {
  watchRun(id: string, watcher: Watcher, channelId?: string | null): Promise<SyncRun>;
  unwatchRun(id: string, userId: string, channelId?: string | null): Promise<SyncRun>;
}

/**
 * Runs with their trail. A run and the event of its beginning are written at once, and both are durable before C1 is
 * asked: without its event it is refused, and a process that dies between the two leaves the event to the next one. What
 * becomes of a run then is recorded as it goes, and goes on without. All events of a run are the requester's, so that a
 * search for a person finds how their syncs ended.
 */
export function auditRuns(runs: RunStore, parts: { trail: AuditTrail; clock: Clock; log: Log }): AuditedRuns {
  const { trail, clock, log } = parts;

  return {
    async beginRun(run, cooldownMs) {
      const beginning = beginningOf(run);
      const [begun, recorded] = await Promise.allSettled([runs.beginRun(run, cooldownMs), trail.record(beginning)]);
      if (begun.status === 'rejected') {
        if (recorded.status === 'fulfilled')
          await trail.note({ ...beginning, result: 'not-done', why: 'store_failed' });
        throw begun.reason;
      }
      const obstacle = begun.value;
      if (recorded.status === 'rejected') {
        if (obstacle === undefined) await withdraw(run);
        throw recorded.reason;
      }
      if (obstacle !== undefined) {
        const details = { ...beginning.details, instead: obstacle.run.id };
        await trail.note({ ...beginning, result: 'not-done', why: obstacle.why, details });
      }
      return obstacle;
    },

    async changeRun(id, change) {
      const before = await runs.run(id);
      if (before === undefined || change.state === undefined) return runs.changeRun(id, change);
      const isAnswer = before.state === 'asking';
      // C1 has answered, whether or not that can be kept here.
      const answer = isAnswer ? trail.note(answerOf(changed(before, change))) : undefined;
      const [after] = await Promise.all([runs.changeRun(id, change), answer]);
      // A refusal is written once: it is C1's answer, and no sync ends with it.
      const ends = !hasEnded(before) && hasEnded(after) && after.state !== 'refused';
      if (ends) await trail.note(endOf(after));
      return after;
    },

    async watchRun(id, watcher, channelId = null) {
      const before = await runs.run(id);
      const run = await runs.watchRun(id, watcher);
      const isNew = run.watchers.length > (before?.watchers.length ?? 0);
      const actor = { userId: watcher.userId, teamId: run.teamId };
      const joining: Happening = {
        ...about(run),
        action: 'sync.joined',
        actor,
        channelId,
        details: { origin: 'watch' },
      };
      await trail.note(isNew ? joining : { ...joining, result: 'not-done', why: 'waits-already' });
      return run;
    },

    async unwatchRun(id, userId, channelId = null) {
      const before = await runs.run(id);
      const run = await runs.unwatchRun(id, userId);
      if (run.watchers.length < (before?.watchers.length ?? 0)) {
        const actor = { userId, teamId: run.teamId };
        await trail.note({ ...about(run), action: 'sync.left', actor, channelId });
      }
      return run;
    },

    run: (id) => runs.run(id),
    latestRun: (ref) => runs.latestRun(ref),
    runsBy: (person, limit) => runs.runsBy(person, limit),
    runsOf: (ref, limit) => runs.runsOf(ref, limit),
    newestRuns: (limit) => runs.newestRuns(limit),
    async leftRuns() {
      const left = await runs.leftRuns();
      const cutOff = left.filter(({ state }) => state === 'asking');
      await Promise.all(cutOff.map((run) => trail.makeUp(beginningOf(run), run.requestedAt)));
      return left;
    },
    openRuns: (ref) => runs.openRuns(ref),
  };

  /** The person is told of the failure where they asked. */
  async function withdraw({ id }: SyncRun): Promise<void> {
    const now = clock.now();
    const change: RunChange = { state: 'refused', errorCode: 'store_failed', changedAt: now, endToldAt: now };
    await runs.changeRun(id, change).catch((error: unknown) => {
      log.error({ err: error, run: id }, 'a sync that is not in the audit trail could not be taken back');
    });
  }
}

function beginningOf(run: SyncRun): Happening {
  const { origin, reason } = run;
  return { ...about(run), action: BEGINS_AS[origin], details: { origin, ...(reason === null ? {} : { reason }) } };
}

/** The intent was taken back before anything was sent: Slack says of the person that they may not. */
const WITHDRAWN: ReadonlySet<string | null> = new Set(['not_allowed', 'person_unreadable']);

function answerOf(run: SyncRun): Happening {
  if (WITHDRAWN.has(run.errorCode)) return { ...beginningOf(run), result: 'not-done', why: run.errorCode };
  const c1Request = run.origin === 'resume' ? 'POST resume' : 'POST force_sync';
  return { ...about(run), action: 'sync.answered', result: run.state, why: run.errorCode, c1Request };
}

function endOf(run: SyncRun): Happening {
  const details: AuditEvent['details'] = run.detail === null ? {} : { detail: run.detail };
  return { ...about(run), action: 'sync.ended', result: run.state, why: run.errorCode, details };
}

function about(run: SyncRun): Pick<AuditEvent, 'actor' | 'channelId' | 'connector' | 'runId' | 'reference'> {
  const { id, requestedBy, teamId, channelId, appId, connectorId, label } = run;
  const actor = { userId: requestedBy, teamId };
  return { actor, channelId, connector: { appId, connectorId, label }, runId: id, reference: referenceOf(run) };
}
