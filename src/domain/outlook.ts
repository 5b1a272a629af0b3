import { hasEnded, type SyncRun } from './sync-run.ts';

/** What a message about a run says besides its state. */
export interface Outlook {
  /** Milliseconds since the epoch, our clock. */
  readonly now: number;
  /** How long syncs of this connector usually take, in milliseconds; null: not known. An estimate. */
  readonly usualMs: number | null;
  /** C1 could not be read for some minutes. */
  readonly unreadable: boolean;
}

const MINUTE = 60_000;

/** From here on a queued run says that the connector may be offline. */
export const LONG_QUEUE_MS = 3 * MINUTE;

/** How many earlier syncs an estimate looks at. */
export const DURATIONS_CONSIDERED = 20;

/** What a message is rewritten for: the state, and steps of time and of progress that are worth a new text. */
export function phaseOf(run: SyncRun, outlook: Outlook): string {
  if (hasEnded(run)) return run.state;
  const doubt = outlook.unreadable ? ':unreadable' : '';
  const progress = run.state === 'running' ? `:${quarter(progressShare(run, outlook))}` : '';
  return `${run.state}:${step(outlook.now - run.changedAt)}${progress}${doubt}`;
}

/** Between 0 and 1 of the usual time, more if it takes longer; null where nothing is known to compare with. */
export function progressShare(run: SyncRun, { now, usualMs }: Outlook): number | null {
  // Somebody who joined came in the middle, and C1's clock cannot be compared with ours.
  if (run.state !== 'running' || run.origin === 'join' || usualMs === null || usualMs <= 0) return null;
  return Math.max(0, now - run.changedAt) / usualMs;
}

/** The median; null of none. */
export function usualDuration(durations: readonly number[]): number | null {
  const sorted = [...durations].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** How long a sync took by C1's clock, in milliseconds; null unless it finished and C1 told both times. */
export function durationOf({ state, startedAt, completedAt }: SyncRun): number | null {
  if (state !== 'finished' || startedAt === null || completedAt === null) return null;
  return Math.max(0, completedAt - startedAt);
}

function quarter(share: number | null): string {
  return share === null ? 'unknown' : String(Math.min(4, Math.floor(share * 4)));
}

/** The longer it takes, the less a minute more is worth a new text. */
function step(ms: number): number {
  return [LONG_QUEUE_MS, 15 * MINUTE, 60 * MINUTE, 240 * MINUTE].filter((least) => ms >= least).length;
}
