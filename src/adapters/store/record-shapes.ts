import { z } from 'zod';
import type { Grant, Scope } from '../../domain/access.ts';
import { type ConnectorStatus, isConnectorId } from '../../domain/connector.ts';
import { StoreFailed } from '../../domain/errors.ts';
import type { SyncRun } from '../../domain/sync-run.ts';

// Strict on purpose: a misspelt key in a file edited by hand must not turn a time-boxed grant into one without end.
const id = z.string().min(1);
const c1Id = z.string().refine(isConnectorId, 'not an id of C1');
const time = z.number();
const text = z.string();

const scope: z.ZodType<Scope> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({ kind: z.literal('app'), appId: c1Id, name: text }),
  z.strictObject({ kind: z.literal('connector'), appId: c1Id, connectorId: c1Id, name: text }),
]);

export const grantShape: z.ZodType<Grant> = z.strictObject({
  id,
  subject: z.strictObject({ userId: id, teamId: id }),
  role: z.enum(['requester', 'manager']),
  scope,
  grantedBy: id,
  grantedAt: time,
  expiresAt: time.nullable(),
  reason: text.nullable(),
});

const status: z.ZodType<ConnectorStatus> = z.strictObject({
  state: z.enum(['unspecified', 'running', 'done', 'error', 'disabled', 'unknown']),
  startedAt: time.nullable(),
  completedAt: time.nullable(),
  updatedAt: time.nullable(),
  lastError: text.nullable(),
});

export const runShape: z.ZodType<SyncRun> = z.strictObject({
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

/** Nothing is kept that could not be read back: it would refuse the next start. */
export function assertShape<T>(shape: z.ZodType<T>, record: T): void {
  const { success, error } = shape.safeParse(record);
  if (!success) throw new StoreFailed(`the record cannot be kept: ${describe(error)}`);
}

/** `grants[3].expiresAt: Invalid input: expected number, received string`; at most three of them, without values. */
export function describe(error: z.ZodError): string {
  const said = error.issues.slice(0, 3).map(({ path, message }) => {
    const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return where === '' ? message : `${where.replace(/^\./, '')}: ${message}`;
  });
  return said.join('; ') + (error.issues.length > 3 ? '; and more' : '');
}
