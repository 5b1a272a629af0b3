import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { type Grant, mayUseGrants, type Standing } from '../../src/domain/access.ts';
import type { AccessStore } from '../../src/ports/store.ts';
import { type AccessParts, createAccess } from '../../src/use-cases/access.ts';
import type { KnownGroups } from '../../src/use-cases/group-members.ts';
import { grantOf } from '../adapters/store/records.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const ALLOWED = { allowed: true };
const refused = (reason: string) => ({ allowed: false, reason });
const person = (userId: string, teamId = 'T1') => ({ userId, teamId });
const PROD = { appId: 'okta', connectorId: 'prod' };

/** A group that is not named here is not known. */
function known(groups: Record<string, readonly string[]>): KnownGroups {
  return {
    membersOf: (groupId) => groups[groupId] && new Set(groups[groupId]),
    groupsOf: (userId) => Object.keys(groups).filter((groupId) => groups[groupId]?.includes(userId)),
  };
}

function toGroup(groupId: string, changes: Partial<Grant> = {}): Grant {
  return grantOf(`g-${groupId}`, '', { subject: { kind: 'group', groupId, teamId: 'T1' }, ...changes });
}

async function setUp(grants: readonly Grant[], parts: Partial<AccessParts> = {}) {
  const store = openMemoryStore();
  for (const grant of grants) await store.addGrant(grant);
  return createAccess({ store, admins: ['UADMIN'], clock: new ManualClock(), ...parts });
}

describe('an admin of the configuration', () => {
  it('may do everything with an empty list, and whatever Slack says of them', async () => {
    const access = await setUp([], { standings: { known: () => mayUseGrants('deactivated', false) } });
    for (const decision of [access.sync(person('UADMIN'), PROD), access.manage(person('UADMIN'))]) {
      expect(decision).toEqual(ALLOWED);
    }
  });
  it('is the only one let in while the list cannot be known', async () => {
    const store = { ...openMemoryStore(), areGrantsKnown: () => false };
    const access = await setUp([], { store });
    expect(access.sync(person('UADMIN'), PROD)).toEqual(ALLOWED);
    for (const decision of [
      access.sync(person('UANN'), PROD),
      access.view(person('UANN')),
      access.manage(person('UANN')),
    ]) {
      expect(decision).toEqual(refused('grants-unknown'));
    }
  });
  it('is the only one an empty list lets in', async () => {
    const access = await setUp([]);
    expect(access.sync(person('UANN'))).toEqual(refused('not-granted'));
    expect(access.manage(person('UANN'))).toEqual(refused('not-a-manager'));
    expect(access.managers()).toEqual(['UADMIN']);
  });
});

describe('a grant of a user group', () => {
  it('counts for its members, in its team, beside their own', async () => {
    const mine = grantOf('g1', 'UANN', { verbs: ['view'] });
    const access = await setUp([mine, toGroup('S1', { verbs: ['pause'] })], { groups: known({ S1: ['UANN'] }) });
    expect(access.pause(person('UANN'), PROD)).toEqual(ALLOWED);
    expect(access.liveGrantsOf(person('UANN')).map(({ id }) => id)).toEqual(['g1', 'g-S1']);
    expect(access.pause(person('UBOB'), PROD)).toEqual(refused('not-granted'));
    expect(access.pause(person('UANN', 'T2'), PROD)).toEqual(refused('not-granted'));
  });

  it('makes managers, who are also those to ask', async () => {
    const manager = toGroup('S1', { role: 'manager', verbs: [] });
    const unknown = toGroup('S2', { role: 'manager', verbs: [] });
    const own = grantOf('g1', 'UANN', { role: 'manager' });
    const access = await setUp([own, manager, unknown], { groups: known({ S1: ['UBOB', 'UANN'] }) });
    expect(access.manage(person('UBOB'))).toEqual(ALLOWED);
    expect(access.managers()).toEqual(['UADMIN', 'UANN', 'UBOB']);
  });

  it('allows nobody while its members are not known, and says so to whom it could allow it', async () => {
    const ended = grantOf('g1', 'UANN', { expiresAt: 0 });
    const access = await setUp([ended, toGroup('S1', { scope: { kind: 'app', appId: 'okta', name: 'Okta' } })]);
    expect(access.sync(person('UANN'), PROD)).toEqual(refused('group-unknown'));
    expect(access.sync(person('UBOB'))).toEqual(refused('group-unknown'));
    expect(access.liveGrantsOf(person('UANN'))).toEqual([]);
  });

  it('is no excuse where it could not help', async () => {
    const access = await setUp([
      toGroup('S1', { scope: { kind: 'app', appId: 'github', name: 'GitHub' } }),
      toGroup('S2', { verbs: ['view'] }),
      toGroup('S3', { expiresAt: 0 }),
      grantOf('g1', 'UBOB', { verbs: ['view'] }),
    ]);
    expect(access.sync(person('UANN'), PROD)).toEqual(refused('not-granted'));
    expect(access.sync(person('UBOB'), PROD)).toEqual(refused('not-this'));
    expect(access.manage(person('UANN'))).toEqual(refused('not-a-manager'));
    expect(access.sync(person('UANN', 'T2'))).toEqual(refused('not-granted'));
  });
});

describe('what is known of the person', () => {
  const withStanding = (standing: Standing) =>
    setUp([grantOf('g1', 'UANN', { role: 'manager' })], { standings: { known: () => mayUseGrants(standing, false) } });

  it('takes the grants of somebody who is deactivated, a guest or a stranger', async () => {
    for (const [standing, reason] of [
      ['deactivated', 'deactivated'],
      ['guest', 'guest'],
      ['stranger', 'outsider'],
    ] as const) {
      const access = await withStanding(standing);
      expect(access.view(person('UANN'))).toEqual(refused(reason));
      expect(access.manage(person('UANN'))).toEqual(refused(reason));
    }
  });

  it('gives nothing by itself', async () => {
    const access = await setUp([], { standings: { known: () => mayUseGrants('member', false) } });
    expect(access.view(person('UANN'))).toEqual(refused('not-granted'));
  });

  it('may be nothing yet: then the list decides', async () => {
    const access = await setUp([grantOf('g1', 'UANN')], { standings: { known: () => undefined } });
    expect(access.view(person('UANN'))).toEqual(ALLOWED);
  });
});

describe('a check', () => {
  it('never goes through the whole list, however it ends', async () => {
    const memory = openMemoryStore();
    await memory.addGrant(grantOf('g1', 'UANN'));
    await memory.addGrant(toGroup('S1'));
    await memory.addGrant(toGroup('S2'));
    const store: AccessStore = {
      ...memory,
      grants: () => {
        throw new Error('the whole list was asked for');
      },
    };
    const access = await setUp([], { store, groups: known({ S1: ['UBOB'] }) });
    const decisions = ['UANN', 'UBOB', 'UCAT'].map((userId) => access.sync(person(userId), PROD));
    expect(decisions).toEqual([ALLOWED, ALLOWED, refused('group-unknown')]);
    expect(access.manage(person('UCAT')).allowed).toBe(false);
  });
});
