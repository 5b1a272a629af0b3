import { describe, expect, it } from 'vitest';
import { AUDIT_ACTIONS, type AuditEvent, type AuditFilter, auditEvent, auditMatcher } from '../../src/domain/audit.ts';

const ana = { userId: 'UANA', teamId: 'T1' };
const event = auditEvent({
  id: 'e1',
  at: 1_000,
  action: 'sync.requested',
  actor: ana,
  connector: { appId: 'App1', connectorId: 'Con1', label: 'Ökta – Prod / Main tenant' },
});

function matches(filter: Partial<AuditFilter>, changes: Partial<AuditEvent> = {}): boolean {
  return auditMatcher({ userId: null, words: null, since: null, ...filter })({ ...event, ...changes });
}

it('an event is allowed and about nothing unless it says otherwise', () => {
  const bare = auditEvent({ id: 'e1', at: 0, action: 'audit.read', actor: null });
  expect(bare).toMatchObject({ allowed: true, connector: null, subject: null, why: null, details: {} });
  expect(auditEvent({ ...bare, allowed: false, why: 'expired' })).toMatchObject({ allowed: false, why: 'expired' });
});

it('each action has a name of its own, with its field first', () => {
  expect(new Set(AUDIT_ACTIONS).size).toBe(AUDIT_ACTIONS.length);
  for (const action of AUDIT_ACTIONS) expect(action).toMatch(/^[a-z]+\.[a-z]+$/);
});

describe('a search', () => {
  it('for nothing finds everything', () => expect(matches({})).toBe(true));

  it('for a person finds what they did and what changed for them', () => {
    expect(matches({ userId: 'UANA' })).toBe(true);
    expect(matches({ userId: 'UBEN' })).toBe(false);
    expect(matches({ userId: 'UBEN' }, { subject: { kind: 'user', userId: 'UBEN', teamId: 'T1' } })).toBe(true);
    expect(matches({ userId: 'UBEN' }, { subject: { kind: 'group', groupId: 'UBEN', teamId: 'T1' } })).toBe(false);
    expect(matches({ userId: 'UANA' }, { actor: null })).toBe(false);
  });

  it('for a connector takes words in any order, case and accents', () => {
    expect(matches({ words: 'main OKTA' })).toBe(true);
    expect(matches({ words: '“okta – prod / main”' })).toBe(true);
    expect(matches({ words: 'okta github' })).toBe(false);
    expect(matches({ words: '  ' })).toBe(true);
    expect(matches({ words: 'okta' }, { connector: null })).toBe(false);
  });

  it('for a connector takes one of its ids, whole', () => {
    expect(matches({ words: 'con1' })).toBe(true);
    expect(matches({ words: 'APP1' })).toBe(true);
    expect(matches({ words: 'con' })).toBe(false);
  });

  it('for a connector finds the grants for it', () => {
    expect(matches({ words: 'github' }, { connector: null, details: { scope: 'GitHub' } })).toBe(true);
  });

  it('for a time includes its beginning', () => {
    expect(matches({ since: 1_000 })).toBe(true);
    expect(matches({ since: 1_001 })).toBe(false);
  });

  it('for several things needs them all', () => {
    expect(matches({ userId: 'UANA', words: 'okta', since: 1 })).toBe(true);
    expect(matches({ userId: 'UANA', words: 'github', since: 1 })).toBe(false);
  });
});
