import * as z from 'zod';
import type { Subject } from '../../../domain/access.ts';
import { AUDIT_ACTIONS, type AuditEvent, type AuditRecord } from '../../../domain/audit.ts';
import { id, text } from '../record-shapes.ts';

const subject: z.ZodType<Subject> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), userId: text, teamId: text }),
  z.strictObject({ kind: z.literal('group'), groupId: text, teamId: text }),
]);

const eventFields = {
  id,
  at: z.number().min(0).max(8.64e15),
  action: z.enum(AUDIT_ACTIONS),
  actor: z.strictObject({ userId: text.nullable(), teamId: text.nullable() }).nullable(),
  channelId: text.nullable(),
  connector: z.strictObject({ appId: text, connectorId: text, label: text }).nullable(),
  subject: subject.nullable(),
  allowed: z.boolean(),
  why: text.nullable(),
  result: text.nullable(),
  c1Request: text.nullable(),
  runId: text.nullable(),
  reference: text.nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
};

/** Ids are any text: what a stranger sent has to be recorded too. */
export const eventShape: z.ZodType<AuditEvent> = z.strictObject(eventFields);

/** What a newer c1-sync adds is left out, so that its trail can be read. */
export const recordShape: z.ZodType<AuditRecord> = z.object({
  seq: z.int(),
  prev: text,
  ...eventFields,
  hash: text,
});
