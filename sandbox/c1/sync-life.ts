/** As ConnectorStatus of the API; milliseconds by the time source, or a string to print as it is. */
export interface SyncStatus {
  /** SYNC_STATUS_ UNSPECIFIED | RUNNING | DONE | ERROR | DISABLED, or anything: the enum is open (c1-api 4.2). */
  readonly status: string | null;
  readonly startedAt: number | string | null;
  readonly completedAt: number | string | null;
  readonly updatedAt: number | string | null;
  readonly lastError: string | null;
}

export interface Pause {
  readonly at: number | null;
  readonly reason: string | null;
  readonly category: string | null;
}

/** How a sync will end. `pause`: C1 pauses the connector with it, as the data-drop guard does (c1-api 4.2). */
export interface SyncEnd {
  readonly status: string;
  readonly lastError?: string;
  readonly pause?: Pause;
}

/** One sync task: queued until `startsAt`, RUNNING until `endsAt`. Only one at a time (c1-api 4.2). */
export interface SyncTask {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly end: SyncEnd;
}

/** What is kept of a connector. What it shows is worked out from this and the time: nothing ticks. */
export interface SyncLife {
  /** What it showed when the task was queued. */
  readonly before: SyncStatus | null;
  readonly pause: Pause | null;
  readonly task: SyncTask | null;
  /** The end of the next sync that is queued; null: DONE. */
  readonly nextEnd: SyncEnd | null;
}

export type SyncPhase = 'idle' | 'queued' | 'running';

export interface SyncView {
  readonly phase: SyncPhase;
  readonly status: SyncStatus | null;
  readonly pause: Pause | null;
  /** When this view becomes another one by itself. */
  readonly nextChangeAt: number | null;
}

export const NEVER_SYNCED: SyncStatus = {
  status: 'SYNC_STATUS_UNSPECIFIED',
  startedAt: null,
  completedAt: null,
  updatedAt: null,
  lastError: null,
};

/**
 * Queued does not show: the status stays as it was until the task starts. While RUNNING, `completedAt` and `lastError`
 * are those of the run before (c1-api 4.2: "lastError can be stale"), and DONE leaves the error where it was.
 */
export function viewSync(life: SyncLife, now: number): SyncView {
  const { before, pause, task } = life;
  if (task === null) return { phase: 'idle', status: before, pause, nextChangeAt: null };
  if (now < task.startsAt) return { phase: 'queued', status: before, pause, nextChangeAt: finite(task.startsAt) };
  const running = { ...(before ?? NEVER_SYNCED), status: 'SYNC_STATUS_RUNNING', startedAt: task.startsAt };
  if (now < task.endsAt) {
    const status = { ...running, updatedAt: task.startsAt };
    return { phase: 'running', status, pause, nextChangeAt: finite(task.endsAt) };
  }
  return { phase: 'idle', status: ended(running, task), pause: task.end.pause ?? pause, nextChangeAt: null };
}

/** Only a sync that went through completes; the others show by `status` and `updatedAt` (inference, c1-api 4.2). */
function ended(running: SyncStatus, { end, endsAt }: SyncTask): SyncStatus {
  const status = { ...running, status: end.status, updatedAt: endsAt, lastError: end.lastError ?? running.lastError };
  return end.status === 'SYNC_STATUS_DONE' ? { ...status, completedAt: endsAt } : status;
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}
