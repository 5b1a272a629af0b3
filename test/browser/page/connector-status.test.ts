import { expect, it } from 'vitest';
import type { ConnectorSnapshot } from '../../../sandbox/c1/snapshot.ts';
import { statusOf } from '../../../sandbox/page/connector-status.ts';

const NOW = 1_000_000_000;
const MINUTE = 60_000;

function connector(
  changes: Partial<ConnectorSnapshot>,
  status: Partial<ConnectorSnapshot['status']> = {},
): ConnectorSnapshot {
  const none = {
    status: 'SYNC_STATUS_DONE',
    startedAt: null,
    completedAt: null,
    updatedAt: NOW - 3 * MINUTE,
    lastError: null,
  };
  return {
    ref: { appId: 'a', connectorId: 'c' },
    name: 'Okta',
    deleted: false,
    nextEnd: null,
    phase: 'idle',
    pause: null,
    nextChangeAt: null,
    status: { ...none, ...status },
    ...changes,
  };
}

it.each<[string, ConnectorSnapshot, string, string]>([
  ['ended', connector({}), 'done', 'Synced 3 min ago'],
  ['failed', connector({}, { status: 'SYNC_STATUS_ERROR', lastError: 'no' }), 'failed', 'Failed 3 min ago: no'],
  ['never', connector({}, { status: 'SYNC_STATUS_UNSPECIFIED' }), 'never', 'Never synced'],
  ['unknown', connector({}, { status: 'SYNC_STATUS_DREAMING' }), 'odd', 'SYNC_STATUS_DREAMING'],
  ['no status', connector({ status: null }), 'odd', 'Shows no status'],
  ['a string for a time', connector({}, { updatedAt: 'yesterday' }), 'done', 'Synced'],
  ['queued', connector({ phase: 'queued', nextChangeAt: NOW + 5 }), 'queued', 'Queued'],
  ['offline', connector({ phase: 'queued' }), 'queued', 'Queued; C1 does not get to it'],
  ['deleted', connector({ deleted: true }), 'deleted', 'Deleted'],
  ['paused', connector({ pause: { at: NOW - 5000, reason: 'why', category: null } }), 'paused', 'Paused for 5 s: why'],
])('%s', (_, snapshot, kind, text) => {
  expect(statusOf(snapshot, NOW)).toMatchObject({ kind, text, progress: null });
});

it('a sync that runs has come so far, and never further than its end', () => {
  const running = connector({ phase: 'running', nextChangeAt: NOW + 4000 }, { startedAt: NOW - 4000 });
  expect(statusOf(running, NOW)).toEqual({ kind: 'running', text: 'Running for 4 s', progress: 0.5 });
  expect(statusOf(running, NOW + 60_000).progress).toBe(1);
});
