import { describe, expect, it } from 'vitest';
import { type Grant, mayManage, maySync, type Scope } from '../../src/domain/access.ts';

const NOW = 1_000_000;
const OKTA: Scope = { kind: 'app', appId: 'okta', name: 'Okta' };

function grant(changes: Partial<Grant> = {}): Grant {
  return {
    id: 'g',
    subject: { userId: 'U1', teamId: 'T1' },
    role: 'requester',
    scope: { kind: 'everything' },
    grantedBy: 'U0',
    grantedAt: 0,
    expiresAt: null,
    reason: null,
    ...changes,
  };
}

describe('who may sync', () => {
  it('nobody without a grant', () => expect(maySync([], NOW)).toEqual({ allowed: false, reason: 'not-granted' }));
  it('somebody with a live grant', () => expect(maySync([grant()], NOW)).toEqual({ allowed: true }));
  it('not in the very millisecond the grant ends', () => {
    expect(maySync([grant({ expiresAt: NOW + 1 })], NOW).allowed).toBe(true);
    expect(maySync([grant({ expiresAt: NOW })], NOW)).toEqual({ allowed: false, reason: 'expired' });
  });
  it('only what the scope covers', () => {
    const held = [grant({ scope: OKTA })];
    expect(maySync(held, NOW, { appId: 'okta', connectorId: 'x' }).allowed).toBe(true);
    expect(maySync(held, NOW, { appId: 'github', connectorId: 'x' })).toEqual({
      allowed: false,
      reason: 'out-of-scope',
    });
  });
  it('a grant for one connector does not cover another of the same id in another app', () => {
    const held = [grant({ scope: { kind: 'connector', appId: 'a', connectorId: 'c', name: '' } })];
    expect(maySync(held, NOW, { appId: 'a', connectorId: 'c' }).allowed).toBe(true);
    expect(maySync(held, NOW, { appId: 'b', connectorId: 'c' }).allowed).toBe(false);
  });
  it('an ended grant does not count beside a live narrower one', () => {
    const held = [grant({ expiresAt: 1 }), grant({ scope: OKTA })];
    expect(maySync(held, NOW, { appId: 'github', connectorId: 'x' }).allowed).toBe(false);
  });
});

describe('who may manage', () => {
  it('a manager, until the grant ends', () => {
    expect(mayManage([grant({ role: 'manager', expiresAt: NOW + 1 })], NOW).allowed).toBe(true);
    expect(mayManage([grant({ role: 'manager', expiresAt: NOW })], NOW).allowed).toBe(false);
  });
  it('not a requester', () => expect(mayManage([grant()], NOW)).toEqual({ allowed: false, reason: 'not-a-manager' }));
});
