import fc from 'fast-check';
import { AUDIT_ACTIONS, type AuditEvent, auditEvent } from '../../../../src/domain/audit.ts';
import { anyText } from '../../../any-text.ts';
import { NOW } from '../records.ts';

export const OKTA = { appId: 'app1', connectorId: 'con1', label: 'Okta / Main' } as const;

/** Ana asked for a sync of Okta. */
export function eventOf(id: string, changes: Partial<AuditEvent> = {}): AuditEvent {
  const actor = { userId: 'UANA', teamId: 'T1' };
  return auditEvent({ id, at: NOW, action: 'sync.requested', actor, connector: OKTA, ...changes });
}

const text = fc.oneof(anyText(2_000), fc.constantFrom('"\\'.repeat(999), '漢'.repeat(2_000)));
const maybe = fc.option(text);
const id = text.map((some) => `x${some}`);

/** Any event that the types allow, hostile texts included. */
export const anyEvent: fc.Arbitrary<AuditEvent> = fc.record({
  id,
  at: fc.integer({ min: 0, max: 8.64e15 }),
  action: fc.constantFrom(...AUDIT_ACTIONS),
  actor: fc.option(fc.record({ userId: maybe, teamId: maybe })),
  channelId: maybe,
  connector: fc.option(fc.record({ appId: text, connectorId: text, label: text })),
  subject: fc.option(
    fc.oneof(
      fc.record({ kind: fc.constant('user' as const), userId: text, teamId: text }),
      fc.record({ kind: fc.constant('group' as const), groupId: text, teamId: text }),
    ),
  ),
  allowed: fc.boolean(),
  why: maybe,
  result: maybe,
  c1Request: maybe,
  runId: maybe,
  reference: maybe,
  details: fc.dictionary(
    fc.string({ minLength: 1, maxLength: 40 }).filter((name) => name !== '__proto__'),
    fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true })),
    { maxKeys: 20 },
  ),
});
