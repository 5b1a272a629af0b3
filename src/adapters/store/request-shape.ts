import * as z from 'zod';
import type { AccessRequest } from '../../domain/access-request.ts';
import { id, messagePlace, scope, text, time, verbs } from './record-shapes.ts';

/** As strict as the other records: an approval says what was given to whom. */
export const requestShape: z.ZodType<AccessRequest> = z.strictObject({
  id,
  asker: z.strictObject({ userId: id, teamId: id }),
  verbs: verbs.min(1),
  scope,
  forMs: time.nullable(),
  why: text,
  askedAt: time,
  channelId: id.nullable(),
  state: z.enum(['waiting', 'approved', 'denied', 'lapsed']),
  decidedBy: id.nullable(),
  decidedAt: time.nullable(),
  denyReason: text.nullable(),
  grantId: id.nullable(),
  expiresAt: time.nullable(),
  places: z.array(messagePlace),
  toldAt: time.nullable(),
});
