import { describe, expect, it } from 'vitest';
import { type Grant, may, mayManage, mayUseGrants, type Scope, subjectKey } from '../../src/domain/access.ts';

const NOW = 1_000_000;
const OKTA: Scope = { kind: 'app', appId: 'okta', name: 'Okta' };
const ALLOWED = { allowed: true };
const refused = (reason: string) => ({ allowed: false, reason });

function grant(changes: Partial<Grant> = {}): Grant {
  return {
    id: 'g',
    subject: { kind: 'user', userId: 'U1', teamId: 'T1' },
    role: 'requester',
    verbs: ['view', 'sync', 'pause'],
    scope: { kind: 'everything' },
    grantedBy: 'U0',
    grantedAt: 0,
    expiresAt: null,
    reason: null,
    ...changes,
  };
}

describe('who may sync', () => {
  it('nobody without a grant', () => expect(may('sync', [], NOW)).toEqual(refused('not-granted')));
  it('somebody with a live grant', () => expect(may('sync', [grant()], NOW)).toEqual(ALLOWED));
  it('not in the very millisecond the grant ends', () => {
    expect(may('sync', [grant({ expiresAt: NOW + 1 })], NOW)).toEqual(ALLOWED);
    expect(may('sync', [grant({ expiresAt: NOW })], NOW)).toEqual(refused('expired'));
  });
  it('only what the scope covers', () => {
    const held = [grant({ scope: OKTA })];
    expect(may('sync', held, NOW, { appId: 'okta', connectorId: 'x' })).toEqual(ALLOWED);
    expect(may('sync', held, NOW, { appId: 'github', connectorId: 'x' })).toEqual(refused('out-of-scope'));
  });
  it('a grant for one connector does not cover another of the same id in another app', () => {
    const held = [grant({ scope: { kind: 'connector', appId: 'a', connectorId: 'c', name: '' } })];
    expect(may('sync', held, NOW, { appId: 'a', connectorId: 'c' })).toEqual(ALLOWED);
    expect(may('sync', held, NOW, { appId: 'b', connectorId: 'c' })).toEqual(refused('out-of-scope'));
  });
  it('an ended grant does not count beside a live narrower one', () => {
    const held = [grant({ expiresAt: 1 }), grant({ scope: OKTA })];
    expect(may('sync', held, NOW, { appId: 'github', connectorId: 'x' })).toEqual(refused('out-of-scope'));
  });
});

describe('what a grant is good for', () => {
  it('its verbs, and to look in any case', () => {
    const held = [grant({ verbs: ['pause'] })];
    expect(may('view', held, NOW)).toEqual(ALLOWED);
    expect(may('pause', held, NOW)).toEqual(ALLOWED);
    expect(may('sync', held, NOW)).toEqual(refused('not-this'));
  });
  it('one grant must have both the verb and the connector', () => {
    const held = [grant({ verbs: ['view'] }), grant({ scope: OKTA })];
    expect(may('sync', held, NOW, { appId: 'github', connectorId: 'x' })).toEqual(refused('out-of-scope'));
    expect(may('view', held, NOW, { appId: 'github', connectorId: 'x' })).toEqual(ALLOWED);
  });
  it('everything, for a manager', () => {
    expect(may('pause', [grant({ role: 'manager', verbs: [] })], NOW)).toEqual(ALLOWED);
  });
});

describe('who may manage', () => {
  it('a manager, until the grant ends', () => {
    expect(mayManage([grant({ role: 'manager', expiresAt: NOW + 1 })], NOW)).toEqual(ALLOWED);
    expect(mayManage([grant({ role: 'manager', expiresAt: NOW })], NOW)).toEqual(refused('not-a-manager'));
  });
  it('not a requester', () => expect(mayManage([grant()], NOW)).toEqual(refused('not-a-manager')));
});

describe('whose grants count', () => {
  it('those of members, and of guests where they are let in', () => {
    expect(mayUseGrants('member', false)).toEqual(ALLOWED);
    expect(mayUseGrants('guest', true)).toEqual(ALLOWED);
    expect(mayUseGrants('guest', false)).toEqual(refused('guest'));
  });
  it.each([
    ['deactivated', 'deactivated'],
    ['bot', 'outsider'],
    ['stranger', 'outsider'],
  ] as const)('not those of somebody who is %s, whatever the setting', (standing, reason) => {
    expect(mayUseGrants(standing, true)).toEqual(refused(reason));
  });
});

describe('the key of a subject', () => {
  it('is one of its own for a person and a group of the same id, and in each team', () => {
    const ids = { userId: 'U1', groupId: 'U1' };
    const keys = ['T1', 'T2'].flatMap((teamId) => [
      subjectKey({ kind: 'user', userId: ids.userId, teamId }),
      subjectKey({ kind: 'group', groupId: ids.groupId, teamId }),
    ]);
    expect(new Set(keys).size).toBe(4);
  });
});
