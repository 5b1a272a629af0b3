import type { Grant } from '../../../src/domain/access.ts';
import type { ConnectorStatus } from '../../../src/domain/connector.ts';
import type { SyncRun } from '../../../src/domain/sync-run.ts';

export const NOW = Date.UTC(2026, 10, 2, 9);

export const neverSynced: ConnectorStatus = {
  state: 'unspecified',
  startedAt: null,
  completedAt: null,
  updatedAt: null,
  lastError: null,
};

export function grantOf(id: string, userId: string, changes: Partial<Grant> = {}): Grant {
  return {
    id,
    subject: { userId, teamId: 'T1' },
    role: 'requester',
    scope: { kind: 'everything' },
    grantedBy: 'UBOSS',
    grantedAt: NOW,
    expiresAt: null,
    reason: null,
    ...changes,
  };
}

/** A run of its own gesture. */
export function runOf(id: string, changes: Partial<SyncRun> = {}): SyncRun {
  return {
    id,
    dedupeKey: `gesture-${id}`,
    appId: 'app1',
    connectorId: 'con1',
    label: 'Okta / Main',
    requestedBy: 'U1',
    teamId: 'T1',
    requestedAt: NOW,
    reason: null,
    channelId: null,
    state: 'asking',
    before: neverSynced,
    errorCode: null,
    settledAt: null,
    ...changes,
  };
}

export const queued = { state: 'queued', errorCode: null, settledAt: NOW + 1 } as const;
export const refused = { state: 'refused', errorCode: 'c1_rejected', settledAt: NOW + 1 } as const;
