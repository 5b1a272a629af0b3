import { NEVER_SYNCED, type Pause, type SyncLife, type SyncStatus, viewSync } from './sync-life.ts';

export interface SyncTimes {
  readonly queueMs: number;
  readonly syncMs: number;
}

/** The same connector with what it shows now written down, and no task. */
function settle(life: SyncLife, now: number): SyncLife {
  const { status, pause } = viewSync(life, now);
  return { ...life, before: status, pause, task: null };
}

/**
 * Queues a sync. One that is queued already stays as it is: there is one task (c1-api 4.2). One that is RUNNING is
 * stopped and starts again, as C1's 2022 note says of Sync now (release-notes-archive.mdx:1958); until then it goes on
 * showing RUNNING since the old start.
 */
export function queueSync(life: SyncLife, now: number, times: SyncTimes): SyncLife {
  if (viewSync(life, now).phase === 'queued') return life;
  const settled = settle(life, now);
  const due = now + times.queueMs;
  // Two starts of one connector never carry the same time.
  const startsAt = settled.before?.startedAt === due ? due + 1 : due;
  const end = life.nextEnd ?? { status: 'SYNC_STATUS_DONE' };
  return { ...settled, task: { startsAt, endsAt: startsAt + times.syncMs, end }, nextEnd: null };
}

/** "Pause stops sync and provisioning" (c1-api 4.1): the task is dropped, DISABLED shows. */
export function pauseSync(life: SyncLife, now: number, pause: Pause): SyncLife {
  const settled = settle(life, now);
  const before = { ...(settled.before ?? NEVER_SYNCED), status: 'SYNC_STATUS_DISABLED', updatedAt: now };
  return { ...settled, before, pause };
}

/** "Clears the paused state and triggers a new sync" (c1-api 4.1). Until that starts, DISABLED goes on showing. */
export function resumeSync(life: SyncLife, now: number, times: SyncTimes): SyncLife {
  return queueSync({ ...settle(life, now), pause: null }, now, times);
}

/** Shows these fields until the next sync starts; null: no status at all. */
export function overrideStatus(life: SyncLife, now: number, status: Partial<SyncStatus> | null): SyncLife {
  const settled = settle(life, now);
  return { ...settled, before: status === null ? null : { ...(settled.before ?? NEVER_SYNCED), ...status } };
}
