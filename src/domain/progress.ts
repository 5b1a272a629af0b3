import type { Connector, ConnectorStatus, Pause } from './connector.ts';
import { hasEnded, type RunChange, type SyncRun } from './sync-run.ts';

/** What C1 showed of the connector of a run: `gone` when it does not know it any more. */
export type Sighting = Connector | 'gone';

/** How long C1 may go on showing the pause that a resume took away. */
const PAUSE_LINGERS_MS = 2 * 60_000;

/** Whether C1's own times show that a sync began after `before` was taken. */
export function hasStartedSince(before: ConnectorStatus, now: ConnectorStatus): boolean {
  return isLater(now.startedAt, before.startedAt);
}

/**
 * What a sighting changes in a run; undefined: nothing. C1 tells no progress and no id of a sync, so the state follows
 * from its times, compared with those before the request and never with our clock (c1-api 4.2). Where they leave it
 * open whether an end is that of this run, the run goes on: it must not be called finished too early.
 *
 * @param now our clock; compared only with `changedAt`, which is ours as well
 */
export function progress(run: SyncRun, seen: Sighting, now: number): RunChange | undefined {
  if (hasEnded(run) || run.state === 'asking') return undefined;
  if (seen === 'gone') return { state: 'gone', changedAt: now };
  const startedAt = latestStart(run, seen.status);
  const end = endOf(run, seen, startedAt, now);
  if (end !== undefined) return { ...end, changedAt: now };
  const state = openState(run, seen.status, startedAt);
  return state === run.state && startedAt === run.startedAt ? undefined : { state, startedAt, changedAt: now };
}

type End = Pick<RunChange, 'state' | 'startedAt' | 'completedAt' | 'detail'>;

function endOf(run: SyncRun, seen: Connector, startedAt: number | null, now: number): End | undefined {
  const { status, paused } = seen;
  const completed = hasCompleted(run, status, startedAt);
  // A pause that comes after the end belongs to the future; C1's own pause, for lost data, shows as its state.
  if (completed && status.state === 'done') return completion(run, status, startedAt);
  if (paused !== null && !isPauseOfBefore(run, paused, startedAt, now)) {
    return { state: 'paused', startedAt, detail: paused.reason ?? newError(run, status) };
  }
  if (completed) return completion(run, status, startedAt);
  if (hasFailed(run, status, startedAt)) {
    return { state: 'failed', startedAt, completedAt: endOfFailure(status), detail: status.lastError };
  }
  if (hasEndedQuietly(run, status, startedAt)) return { state: 'finished', startedAt, completedAt: null, detail: null };
  return undefined;
}

/** When the sync of this run began, by C1. Once it did, a later start is that of the sync that took its place. */
function latestStart(run: SyncRun, { startedAt }: ConnectorStatus): number | null {
  return isLater(startedAt, run.startedAt ?? run.before.startedAt) ? startedAt : run.startedAt;
}

/**
 * An end that C1 shows by `completedAt`. It counts only after the start of ours, as first seen: what completes before
 * is a sync that ran, or began by itself, before the request.
 */
function hasCompleted(run: SyncRun, status: ConnectorStatus, startedAt: number | null): boolean {
  const { completedAt } = status;
  if (completedAt === null || !isLater(completedAt, run.before.completedAt)) return false;
  const isRunning = status.state === 'running';
  // What runs has not ended: beside it only the end of a sync before it can show.
  if (isRunning && status.startedAt !== null && completedAt >= status.startedAt) return false;
  const began = run.startedAt ?? startedAt;
  if (began !== null) return completedAt > began || (completedAt === began && !isRunning);
  // C1 tells no starts. What was joined ends first; what else ran at the request is not ours.
  return run.origin === 'join' || (status.startedAt === null && !mayHaveRun(run.before));
}

function completion(run: SyncRun, status: ConnectorStatus, startedAt: number | null): End {
  const { completedAt, state, lastError } = status;
  // Then state and error may be those of a sync after ours, and its start tells nothing of how long ours took.
  const isOvertaken = isLater(status.startedAt, completedAt);
  const times = { startedAt: isOvertaken ? run.startedAt : startedAt, completedAt };
  if (state === 'error' && !isOvertaken) return { ...times, state: 'failed', detail: lastError };
  const error = state === 'done' ? null : newError(run, status);
  if (error !== null) return { ...times, state: 'failed', detail: error };
  if (state === 'unknown') {
    return { ...times, state: 'failed', detail: 'C1 shows a result that this version does not know' };
  }
  return { ...times, state: 'finished', detail: null };
}

/** An error that C1 does not count as a completion shows by its state. `lastError` alone may be left over. */
function hasFailed(run: SyncRun, status: ConnectorStatus, startedAt: number | null): boolean {
  // A value that this version does not know may as well be that of a sync that goes on, unless it brings an error.
  if (status.state === 'unknown') return startedAt !== null && newError(run, status) !== null;
  if (status.state !== 'error') return false;
  if (startedAt !== null || run.origin === 'join') return true;
  if (mayHaveRun(run.before)) return false;
  const isWritten = status.updatedAt === null || isLater(status.updatedAt, run.before.updatedAt);
  const isNew = run.before.state !== 'error' || newError(run, status) !== null;
  return isWritten && (isNew || (status.startedAt === null && status.updatedAt !== null));
}

/** C1 shows the end of a sync by its state and gives no time for it. An older time means that it is still to come. */
function hasEndedQuietly(run: SyncRun, { state, completedAt }: ConnectorStatus, startedAt: number | null): boolean {
  return state === 'done' && completedAt === null && (startedAt !== null || run.origin === 'join');
}

/** A failed sync ended when C1 last wrote its status. */
function endOfFailure({ completedAt, updatedAt, startedAt }: ConnectorStatus): number | null {
  if (isLater(completedAt, startedAt)) return completedAt;
  return isLater(updatedAt, startedAt) ? updatedAt : null;
}

/** After a resume C1 may go on showing the pause that it took away, the state of it even until the sync begins. */
function isPauseOfBefore(run: SyncRun, { since }: Pause, startedAt: number | null, now: number): boolean {
  if (run.origin !== 'resume' || startedAt !== null) return false;
  return since === null || now - run.changedAt < PAUSE_LINGERS_MS;
}

function openState(run: SyncRun, status: ConnectorStatus, startedAt: number | null): SyncRun['state'] {
  if (startedAt !== null || run.origin === 'join') return 'running';
  // Ours has not begun, so what runs is an earlier one.
  if (status.state === 'running') return run.state === 'unclear' ? 'unclear' : 'waiting';
  return run.state === 'waiting' ? 'queued' : run.state;
}

/** A value that this version does not know may be a running sync. */
function mayHaveRun({ state }: ConnectorStatus): boolean {
  return state === 'running' || state === 'unknown';
}

function newError(run: SyncRun, { lastError }: ConnectorStatus): string | null {
  return lastError === run.before.lastError ? null : lastError;
}

function isLater(time: number | null, than: number | null): boolean {
  return time !== null && (than === null || time > than);
}
