import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import type { Subject } from '../../src/domain/access.ts';
import { GroupUnreadable, LastManager, NotAllowed, PersonUnreadable, UnfitSubject } from '../../src/domain/errors.ts';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';
import { createManageAccess, type NewGrant } from '../../src/use-cases/manage-access.ts';
import { createWhoMay } from '../../src/use-cases/who-may.ts';
import { ScriptedDirectory } from '../doubles/directory.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const ANA = { userId: 'U0ANA', teamId: 'T1' };
const BEN = { userId: 'U0BEN', teamId: 'T1' };
const REF = { appId: 'okta', connectorId: 'prod' };
const user = (person: typeof ANA): Subject => ({ kind: 'user', ...person });

const GROUP = { kind: 'group', groupId: 'S1', teamId: 'T1' } as const;

function setUp({ admins = [ANA.userId], store = openMemoryStore(), allowGuests = false } = {}) {
  const clock = new ManualClock();
  const directory = new ScriptedDirectory();
  for (const { userId } of [ANA, BEN]) directory.people.set(userId, 'member');
  directory.groups.set('S1', [BEN.userId, 'U0CLEO']);
  const { access, ...who } = createWhoMay({ store, directory, admins, allowGuests, clock, log: quiet });
  const trail = {
    note: async () => {},
    recordAndDo: <T>(_: unknown, work: () => Promise<T>) => work(),
  };
  const parts = { ...who, access, store, trail, turns: new LocalTurns(), clock, log: quiet, newId: randomUUID };
  const manage = createManageAccess(parts);
  const wanted: NewGrant = {
    subject: user(BEN),
    role: 'requester',
    verbs: ['sync'],
    scope: { kind: 'everything' },
    forMs: null,
    reason: null,
  };
  const allow = async (changes: Partial<NewGrant> = {}, by = ANA) => manage.allow(by, { ...wanted, ...changes });
  return { store, clock, directory, access, manage, allow, ...who };
}

describe('a manager whom another instance has just revoked', () => {
  it('changes nothing: it is looked up once more before anything is done', async () => {
    const memory = openMemoryStore();
    const { allow, manage, access } = setUp({
      admins: [],
      store: { ...memory, confirmGrants: () => memory.removeGrants(['boss']) },
    });
    const scope = { kind: 'everything' } as const;
    const boss = { id: 'boss', subject: user(ANA), role: 'manager', verbs: [], scope } as const;
    await memory.addGrant({ ...boss, grantedBy: 'U0', grantedAt: 0, expiresAt: null, reason: null });
    expect(access.manage(ANA).allowed).toBe(true);
    await expect(allow()).rejects.toThrow(NotAllowed);
    await expect(manage.revoke(ANA, user(BEN))).rejects.toThrow(NotAllowed);
    expect(memory.grants()).toEqual([]);
  });
});

describe('a grant', () => {
  it('allows what it names, and to look; nothing else', async () => {
    const { access, allow } = setUp();
    const { grant, people } = await allow({ verbs: ['pause'], reason: 'on call' });
    expect(grant).toMatchObject({ verbs: ['pause'], reason: 'on call' });
    expect(people).toBeNull();
    expect(access.pause(BEN, REF).allowed).toBe(true);
    expect(access.view(BEN, REF).allowed).toBe(true);
    expect(access.sync(BEN, REF)).toEqual({ allowed: false, reason: 'not-this' });
  });

  it('replaces the one of the same role and scope: what was said last counts, wider or narrower', async () => {
    const { access, manage, allow, clock } = setUp();
    const { grant: first } = await allow({ verbs: ['sync', 'pause'] });
    expect((await allow({ verbs: ['view'], forMs: 60_000 })).replaced).toEqual([first]);
    expect(manage.who(ANA).map(({ verbs }) => verbs)).toEqual([['view']]);
    expect(access.sync(BEN, REF).allowed).toBe(false);
    await clock.advance(60_000);
    expect(manage.who(ANA)).toEqual([]);
    expect((await allow()).replaced).toEqual([]);
  });

  it('of another scope or role stands beside it', async () => {
    const { access, manage, allow } = setUp();
    await allow({ verbs: ['pause'], scope: { kind: 'app', appId: 'okta', name: 'Okta' } });
    await allow({ verbs: ['sync'] });
    await allow({ role: 'manager' });
    expect(manage.who(ANA)).toHaveLength(3);
    await manage.revoke(ANA, user(BEN));
    expect(access.view(BEN, REF)).toEqual({ allowed: false, reason: 'not-granted' });
  });

  it('for a group allows whoever is in it, says how many that is, and is taken from that group alone', async () => {
    const { access, manage, allow } = setUp();
    expect((await allow({ subject: GROUP })).people).toBe(2);
    expect(access.sync({ userId: 'U0CLEO', teamId: 'T1' }, REF).allowed).toBe(true);
    await allow();
    expect(await manage.revoke(ANA, GROUP)).toMatchObject([{ subject: GROUP }]);
    expect(manage.who(ANA)).toMatchObject([{ subject: user(BEN) }]);
  });

  it('can be taken away alone', async () => {
    const { manage, allow } = setUp();
    const { grant } = await allow({ scope: { kind: 'app', appId: 'okta', name: 'Okta' } });
    await allow();
    expect(await manage.remove(ANA, grant.id)).toEqual(grant);
    expect(manage.who(ANA).map(({ scope }) => scope.kind)).toEqual(['everything']);
    expect(await manage.remove(ANA, grant.id)).toBeUndefined();
  });
});

describe('who could use no grant', () => {
  it.each(['guest', 'deactivated', 'bot', 'stranger'] as const)('gets none: a %s', async (standing) => {
    const { allow, directory, store } = setUp();
    directory.people.set(BEN.userId, standing);
    await expect(allow()).rejects.toBeInstanceOf(UnfitSubject);
    expect(store.grants()).toEqual([]);
  });

  it('does not include guests where the operator lets them in', async () => {
    const { allow, directory, access } = setUp({ allowGuests: true });
    directory.people.set(BEN.userId, 'guest');
    await allow();
    expect(access.sync(BEN, REF).allowed).toBe(true);
  });

  it('cannot be told while Slack does not answer: then nobody gets anything', async () => {
    const { allow, directory, store } = setUp();
    directory.people.delete(BEN.userId);
    directory.groups.set('S1', new GroupUnreadable('plan', 'plan_upgrade_required'));
    await expect(allow()).rejects.toBeInstanceOf(PersonUnreadable);
    await expect(allow({ subject: GROUP })).rejects.toMatchObject({ why: 'plan' });
    expect(store.grants()).toEqual([]);
  });
});

describe('the list', () => {
  it('is changed and read by managers alone', async () => {
    const { manage, allow } = setUp();
    await allow({ verbs: ['sync', 'pause'] });
    await expect(manage.revoke(BEN, user(ANA))).rejects.toBeInstanceOf(NotAllowed);
    expect(() => manage.who(BEN)).toThrow(NotAllowed);
  });

  it('is not changed by a manager whom Slack calls a guest or no longer a member, whatever they hold', async () => {
    const { allow, manage, directory, clock, store } = setUp();
    await allow({ role: 'manager' });
    await clock.advance(5 * 60_000);
    directory.people.set(BEN.userId, 'deactivated');
    const cleo = user({ userId: 'U0CLEO', teamId: 'T1' });
    await expect(allow({ subject: cleo }, BEN)).rejects.toMatchObject({ reason: 'deactivated' });
    await expect(manage.revoke(BEN, user(ANA))).rejects.toMatchObject({ reason: 'deactivated' });
    await expect(manage.remove(BEN, 'g1')).rejects.toMatchObject({ reason: 'deactivated' });
    expect(store.grants()).toHaveLength(1);
  });

  it('is not changed by a manager who lost the right while Slack was asked', async () => {
    const { allow, directory, store } = setUp();
    const { grant } = await allow({ role: 'manager' });
    let answer = (): void => undefined;
    directory.gate = new Promise((resolve) => {
      answer = resolve;
    });
    const giving = allow({ subject: GROUP }, BEN);
    await store.removeGrants([grant.id]);
    answer();
    await expect(giving).rejects.toBeInstanceOf(NotAllowed);
    expect(store.grants()).toEqual([]);
  });

  it('keeps its last manager', async () => {
    const { store, allow } = setUp();
    const { grant } = await allow({ role: 'manager' });
    const { manage } = setUp({ admins: [], store });
    await expect(manage.revoke(BEN, user(BEN))).rejects.toBeInstanceOf(LastManager);
    await expect(manage.remove(BEN, grant.id)).rejects.toBeInstanceOf(LastManager);
    expect(manage.who(BEN)).toEqual([grant]);
  });

  it('keeps the last one who manages without end: others would be locked out once theirs is over', async () => {
    const { store, allow: allowAsAdmin } = setUp();
    await allowAsAdmin({ role: 'manager' });
    const { manage, allow } = setUp({ admins: [], store });
    await allow({ subject: user(ANA), role: 'manager', forMs: 60_000 }, BEN);
    await expect(manage.revoke(ANA, user(BEN))).rejects.toBeInstanceOf(LastManager);
    await expect(allow({ role: 'manager', forMs: 60_000 }, BEN)).rejects.toBeInstanceOf(LastManager);
    await allow({ subject: user(ANA), role: 'manager' }, BEN);
    await allow({ role: 'manager', forMs: 60_000 }, BEN);
    expect(manage.who(ANA)).toHaveLength(2);
  });

  it('keeps one of two managers who take each other away at the same time', async () => {
    const { store, allow } = setUp();
    await allow({ role: 'manager' });
    await allow({ subject: user(ANA), role: 'manager' });
    const { manage } = setUp({ admins: [], store });
    const both = await Promise.allSettled([manage.revoke(ANA, user(BEN)), manage.revoke(BEN, user(ANA))]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(store.grants()).toMatchObject([{ subject: user(ANA) }]);
  });

  it('counts no manager whom Slack calls deactivated', async () => {
    const { store, allow } = setUp();
    await allow({ role: 'manager' });
    await allow({ subject: user(ANA), role: 'manager' });
    const { manage, standings, directory, access } = setUp({ admins: [], store });
    directory.people.set(BEN.userId, 'deactivated');
    await standings.checkStanding(BEN);
    expect(access.managers()).toEqual([ANA.userId]);
    await expect(manage.revoke(ANA, user(ANA))).rejects.toBeInstanceOf(LastManager);
    await manage.revoke(ANA, user(BEN));
  });

  it('keeps the last group with somebody in it who manages', async () => {
    const { store, allow: allowAsAdmin } = setUp();
    await allowAsAdmin({ subject: GROUP, role: 'manager' });
    const { manage, allow, directory, groupMembers } = setUp({ admins: [], store });
    await groupMembers.read('S1');
    await expect(manage.revoke(BEN, GROUP)).rejects.toBeInstanceOf(LastManager);
    // A second one that is empty is no manager either.
    directory.groups.set('S2', []);
    await allow({ subject: { ...GROUP, groupId: 'S2' }, role: 'manager' }, BEN);
    await expect(manage.revoke(BEN, GROUP)).rejects.toBeInstanceOf(LastManager);
  });
});
