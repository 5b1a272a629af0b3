import type { SyncRun } from '../../src/domain/sync-run.ts';

/** A run that C1 has just queued; hostile names included. */
export const QUEUED: SyncRun = {
  id: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed',
  dedupeKey: 'view:V1:a/c',
  origin: 'request',
  appId: 'a',
  connectorId: 'c',
  label: 'Okta <!channel> / Prod & Co',
  requestedBy: 'U0ANA',
  teamId: 'T0HOME',
  requestedAt: 1_700_000_000_000,
  reason: null,
  channelId: 'C1',
  state: 'queued',
  changedAt: 1_700_000_000_000,
  before: { state: 'done', startedAt: 1_000, completedAt: 2_000, updatedAt: 2_000, lastError: null },
  beforeSeenAt: 1_699_999_990_000,
  startedAt: null,
  completedAt: null,
  detail: null,
  errorCode: null,
  watchers: [],
  message: null,
  copy: null,
  endToldAt: null,
};
