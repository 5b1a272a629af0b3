import type { Grant } from '../../../src/domain/access.ts';
import type { AccessRequest } from '../../../src/domain/access-request.ts';
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
    subject: { kind: 'user', userId, teamId: 'T1' },
    role: 'requester',
    verbs: ['sync'],
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
    origin: 'request',
    appId: 'app1',
    connectorId: 'con1',
    label: 'Okta / Main',
    requestedBy: 'U1',
    teamId: 'T1',
    requestedAt: NOW,
    reason: null,
    channelId: null,
    state: 'asking',
    changedAt: NOW,
    before: neverSynced,
    beforeSeenAt: NOW,
    startedAt: null,
    completedAt: null,
    detail: null,
    errorCode: null,
    watchers: [],
    message: null,
    copy: null,
    endToldAt: null,
    ...changes,
  };
}

/** A request to sync everything for eight hours. */
export function requestOf(id: string, userId: string, changes: Partial<AccessRequest> = {}): AccessRequest {
  return {
    id,
    asker: { userId, teamId: 'T1' },
    verbs: ['sync'],
    scope: { kind: 'everything' },
    forMs: 8 * 60 * 60_000,
    why: 'ticket 42',
    askedAt: NOW,
    channelId: null,
    state: 'waiting',
    decidedBy: null,
    decidedAt: null,
    denyReason: null,
    grantId: null,
    expiresAt: null,
    places: [],
    toldAt: null,
    ...changes,
  };
}

export const queued = { state: 'queued', changedAt: NOW + 1 } as const;
export const refused = { state: 'refused', errorCode: 'c1_rejected', changedAt: NOW + 1 } as const;
export const finished = { state: 'finished', changedAt: NOW + 2, startedAt: 10, completedAt: 20 } as const;
export const told = { endToldAt: NOW + 3 } as const;

export function ids(records: readonly { readonly id: string }[]): readonly string[] {
  return records.map(({ id }) => id);
}
