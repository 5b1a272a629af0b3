import { connectorKey, type NamedConnector } from '../domain/connector.ts';
import type { RunOrigin, SyncRun } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { SyncRequest } from './request-sync.ts';

/** A run as it is recorded before anything is sent. One that joins has nothing to send. */
export function intendRun(
  request: SyncRequest,
  connector: NamedConnector,
  origin: RunOrigin,
  { clock, newId }: { clock: Clock; newId: () => string },
): SyncRun {
  const { person, channelId, reason, gesture } = request;
  const { appId, connectorId, label, status, paused, seenAt } = connector;
  const now = clock.now();
  const joins = origin === 'join';
  return {
    id: newId(),
    dedupeKey: `${gesture}:${connectorKey(connector)}`,
    origin,
    appId,
    connectorId,
    label,
    requestedBy: person.userId,
    teamId: person.teamId,
    requestedAt: now,
    reason,
    channelId,
    state: joins ? 'running' : 'asking',
    changedAt: now,
    before: status,
    beforeSeenAt: seenAt,
    ...(origin === 'resume' && { pausedSince: paused?.since ?? null }),
    startedAt: joins ? status.startedAt : null,
    completedAt: null,
    detail: null,
    errorCode: null,
    watchers: [],
    message: null,
    copy: null,
    endToldAt: null,
  };
}
