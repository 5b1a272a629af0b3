import type { ConnectorSnapshot } from '../c1/snapshot.ts';
import { roughly } from './time.ts';

export type StatusKind = 'deleted' | 'queued' | 'running' | 'paused' | 'failed' | 'done' | 'never' | 'odd';

export interface ShownStatus {
  readonly kind: StatusKind;
  readonly text: string;
  /** 0 to 1 of a sync that runs, where its end is known. */
  readonly progress: number | null;
}

/** A connector in a few words, at a moment that may be later than the snapshot. */
export function statusOf(connector: ConnectorSnapshot, now: number): ShownStatus {
  const { phase, status, pause, nextChangeAt, deleted } = connector;
  const shown = (kind: StatusKind, text: string, progress: number | null = null) => ({ kind, text, progress });
  if (deleted) return shown('deleted', 'Deleted');
  if (phase === 'queued') return shown('queued', nextChangeAt === null ? 'Queued; C1 does not get to it' : 'Queued');
  if (phase === 'running') {
    const since = time(status?.startedAt);
    const progress = nextChangeAt === null || since === null ? null : clamp((now - since) / (nextChangeAt - since));
    return shown('running', since === null ? 'Running' : `Running for ${roughly(now - since)}`, progress);
  }
  if (pause) {
    const since = pause.at === null ? '' : ` for ${roughly(now - pause.at)}`;
    return shown('paused', `Paused${since}${pause.reason ? `: ${pause.reason}` : ''}`);
  }
  return ended(connector, now, shown);
}

function ended(
  { status }: ConnectorSnapshot,
  now: number,
  shown: (kind: StatusKind, text: string) => ShownStatus,
): ShownStatus {
  const at = time(status?.updatedAt) ?? time(status?.completedAt);
  const ago = at === null ? '' : ` ${roughly(now - at)} ago`;
  switch (status?.status) {
    case 'SYNC_STATUS_DONE':
      return shown('done', `Synced${ago}`);
    case 'SYNC_STATUS_ERROR':
      return shown('failed', `Failed${ago}${status.lastError ? `: ${status.lastError}` : ''}`);
    case 'SYNC_STATUS_DISABLED':
      return shown('paused', 'Disabled');
    case 'SYNC_STATUS_RUNNING':
      return shown('running', 'Running');
    case undefined:
    case null:
      return shown('odd', 'Shows no status');
    case 'SYNC_STATUS_UNSPECIFIED':
      return shown('never', 'Never synced');
    default:
      return shown('odd', String(status?.status));
  }
}

function time(value: number | string | null | undefined): number | null {
  if (typeof value === 'number') return value;
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

function clamp(part: number): number {
  return Math.min(1, Math.max(0, part));
}
