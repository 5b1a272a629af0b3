import * as z from 'zod';
import type { Grant, Scope } from '../../domain/access.ts';
import { type ConnectorRef, type ConnectorStatus, isConnectorId } from '../../domain/connector.ts';
import type { SyncRun } from '../../domain/sync-run.ts';

// Strict on purpose: a misspelt key in a file edited by hand must not turn a time-boxed grant into one without end.
export const id = z.string().min(1);
export const c1Id = z.string().refine(isConnectorId, 'not an id of C1');
export const time = z.number();
export const text = z.string();

export const scope: z.ZodType<Scope> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({ kind: z.literal('app'), appId: c1Id, name: text }),
  z.strictObject({ kind: z.literal('connector'), appId: c1Id, connectorId: c1Id, name: text }),
]);

const subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: id, teamId: id }),
  z.strictObject({ kind: z.literal('group'), groupId: id, teamId: id }),
]);

export const verbs = z.array(z.enum(['view', 'sync', 'pause']));

export const grantShape: z.ZodType<Grant> = z
  .strictObject({
    id,
    subject,
    role: z.enum(['requester', 'manager']),
    verbs,
    scope,
    grantedBy: id,
    grantedAt: time,
    expiresAt: time.nullable(),
    reason: text.nullable(),
  })
  // None would allow to view all the same, which nobody would read into it.
  .refine(({ role, verbs }) => role === 'manager' || verbs.length > 0, {
    path: ['verbs'],
    message: 'none; to only view is ["view"]',
  });

export const status: z.ZodType<ConnectorStatus> = z.strictObject({
  state: z.enum(['unspecified', 'running', 'done', 'error', 'disabled', 'unknown']),
  startedAt: time.nullable(),
  completedAt: time.nullable(),
  updatedAt: time.nullable(),
  lastError: text.nullable(),
});

export const messagePlace = z.strictObject({ channelId: id, ts: id });

export const runShape: z.ZodType<SyncRun> = z.strictObject({
  id,
  dedupeKey: id,
  origin: z.enum(['request', 'restart', 'join', 'resume']),
  appId: c1Id,
  connectorId: c1Id,
  label: text,
  requestedBy: id,
  teamId: id,
  requestedAt: time,
  reason: text.nullable(),
  channelId: text.nullable(),
  state: z.enum([
    'asking',
    'queued',
    'unclear',
    'waiting',
    'running',
    'refused',
    'finished',
    'failed',
    'paused',
    'gone',
    'given-up',
  ]),
  changedAt: time,
  before: status,
  beforeSeenAt: time,
  pausedSince: time.nullable().optional(),
  startedAt: time.nullable(),
  completedAt: time.nullable(),
  detail: text.nullable(),
  errorCode: text.nullable(),
  watchers: z.array(z.strictObject({ userId: id, direct: z.boolean() })),
  message: messagePlace.nullable(),
  copy: messagePlace.nullable(),
  said: z.strictObject({ phase: text, rewrittenAt: time.nullable() }).optional(),
  endToldAt: time.nullable(),
});

/** The connectors one person wants at hand, in their order; never none. */
export interface Favourites {
  /** `personKey` of domain/access.ts. */
  readonly id: string;
  readonly connectors: readonly ConnectorRef[];
}

export const favouritesShape: z.ZodType<Favourites> = z.strictObject({
  id,
  connectors: z.array(z.strictObject({ appId: c1Id, connectorId: c1Id })).min(1),
});

/** A list in which no id occurs twice. */
export function recordsOf<T extends { readonly id: string }>(shape: z.ZodType<T>): z.ZodType<readonly T[]> {
  const haveOwnIds = (records: readonly T[]) => new Set(records.map((record) => record.id)).size === records.length;
  return z.array(shape).refine(haveOwnIds, 'two have the same id');
}
