import * as z from 'zod';
import type { Grant } from '../../domain/access.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import { c1Id, id, recordsOf, scope, status, text, time } from './record-shapes.ts';

/** Version 1 knew people only, and every grant was one to sync. */
const grantOfV1 = z.strictObject({
  id,
  subject: z.strictObject({ userId: id, teamId: id }),
  role: z.enum(['requester', 'manager']),
  scope,
  grantedBy: id,
  grantedAt: time,
  expiresAt: time.nullable(),
  reason: text.nullable(),
});

/** Version 1 told what C1 had answered and followed nothing. */
const runOfV1 = z.strictObject({
  id,
  dedupeKey: id,
  appId: c1Id,
  connectorId: c1Id,
  label: text,
  requestedBy: id,
  teamId: id,
  requestedAt: time,
  reason: text.nullable(),
  channelId: text.nullable(),
  state: z.enum(['asking', 'queued', 'refused', 'unclear']),
  before: status,
  errorCode: text.nullable(),
  settledAt: time.nullable(),
});

/** Reads the lists of version 1 as the records of today. */
export const listsOfV1 = {
  grants: recordsOf(grantOfV1).transform((grants) => grants.map(upgradeGrant)),
  runs: recordsOf(runOfV1).transform((runs) => runs.map(upgradeRun)),
};

function upgradeGrant({ subject, ...grant }: z.output<typeof grantOfV1>): Grant {
  return { ...grant, subject: { kind: 'user', ...subject }, verbs: ['sync'] };
}

/**
 * A run that had its answer was told then, and may be months old: it ends here, so that nobody hears of it again. One
 * that still asks was cut off, and is picked up at the start.
 */
function upgradeRun({ settledAt, state, ...run }: z.output<typeof runOfV1>): SyncRun {
  const changedAt = settledAt ?? run.requestedAt;
  return {
    ...run,
    origin: 'request',
    state: state === 'queued' || state === 'unclear' ? 'given-up' : state,
    changedAt,
    beforeSeenAt: run.requestedAt,
    startedAt: null,
    completedAt: null,
    detail: null,
    watchers: [],
    message: null,
    copy: null,
    endToldAt: state === 'asking' ? null : changedAt,
  };
}
