import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { ALLOWED, type Subject } from '../../src/domain/access.ts';
import { C1Rejected, StoreFailed } from '../../src/domain/errors.ts';
import type { Store } from '../../src/ports/store.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { auditFavourites } from '../../src/use-cases/audited-favourites.ts';
import { auditRequests } from '../../src/use-cases/audited-requests.ts';
import { LocalTurns } from '../../src/use-cases/local-turns.ts';
import { createManageAccess, type NewGrant } from '../../src/use-cases/manage-access.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { memoryTrail } from '../doubles/trail.ts';
import { ANA, BEN, CLEO, HOUR, OKTA, startProcess, wish } from './access-requests-stage.ts';
import { PAUSE, ANA as PAUSING_ANA, passing, READ, setUp as setUpPausing, unanswered } from './pausing-stage.ts';

const TO_BEN: Subject = { kind: 'user', ...BEN };
const TO_CLEO: Subject = { kind: 'user', ...CLEO };
const PROD = { kind: 'connector', appId: 'okta', connectorId: 'prod', name: 'Okta / Prod' } as const;

const full = async () => {
  throw new StoreFailed('the disk is full');
};

function setUpManaging() {
  const clock = new ManualClock();
  const disk: { -readonly [K in keyof Store]: Store[K] } = { ...openMemoryStore() };
  const { trail, events, refuse } = memoryTrail({ clock });
  const access = createAccess({ store: disk, admins: [ANA.userId], clock });
  const standings = { checkStanding: async () => ALLOWED, checkNewcomer: async () => ALLOWED };
  const groupMembers = { read: async () => new Set([BEN.userId]) };
  let ids = 0;
  const newId = () => `grant-${++ids}`;
  const turns = new LocalTurns();
  const parts = { access, standings, groupMembers, store: disk, trail, turns, clock, log: quiet, newId };
  const manage = createManageAccess(parts);
  const wanted: NewGrant = {
    subject: TO_BEN,
    role: 'requester',
    verbs: ['sync', 'pause'],
    scope: PROD,
    forMs: HOUR,
    reason: 'on call',
  };
  const allow = (changes: Partial<NewGrant> = {}) => manage.allow(ANA, { ...wanted, ...changes }, 'C1');
  return { disk, manage, allow, events, refuse };
}

describe('a grant', () => {
  it('is recorded: by whom, to whom, for what, until when and why', async () => {
    const { allow, events } = setUpManaging();
    const { grant } = await allow();
    expect(await events()).toMatchObject([
      {
        action: 'access.granted',
        actor: ANA,
        channelId: 'C1',
        subject: TO_BEN,
        connector: { appId: 'okta', connectorId: 'prod', label: 'Okta / Prod' },
        result: null,
        details: {
          role: 'requester',
          verbs: 'sync, pause',
          scope: 'Okta / Prod',
          expires: new Date(grant.expiresAt ?? 0).toISOString(),
          reason: 'on call',
        },
      },
    ]);
  });

  it('of a manager, without an end and of an app says so', async () => {
    const { allow, events } = setUpManaging();
    await allow({ role: 'manager', scope: { kind: 'everything' }, forMs: null, reason: null });
    await allow({ scope: OKTA, subject: { kind: 'group', groupId: 'S1', teamId: 'T1' } });
    const [manager, group] = await events();
    expect(manager?.details).toEqual({ role: 'manager', scope: 'everything', expires: 'never' });
    expect(group).toMatchObject({
      subject: { groupId: 'S1' },
      connector: null,
      details: { scope: 'Okta', app_id: 'okta' },
    });
  });

  it('that cannot be recorded is not given, nor taken away', async () => {
    const { allow, manage, disk, refuse, events } = setUpManaging();
    await allow();
    refuse(() => true);
    await expect(allow({ subject: TO_CLEO })).rejects.toThrow(StoreFailed);
    await expect(manage.revoke(ANA, TO_BEN)).rejects.toThrow(StoreFailed);
    expect(disk.grants()).toMatchObject([{ subject: TO_BEN }]);
    expect(await events()).toHaveLength(1);
  });

  it('that could not be kept or taken away is said to be not done', async () => {
    const { allow, manage, disk, events } = setUpManaging();
    await allow();
    disk.addGrant = full;
    disk.removeGrants = full;
    await expect(allow({ subject: TO_CLEO })).rejects.toThrow(StoreFailed);
    await expect(manage.revoke(ANA, TO_BEN)).rejects.toThrow(StoreFailed);
    const notDone = { result: 'not-done', why: 'store_failed' };
    expect((await events()).slice(1)).toMatchObject([
      { action: 'access.granted', subject: TO_CLEO, result: null },
      { action: 'access.granted', subject: TO_CLEO, ...notDone },
      { action: 'access.revoked', subject: TO_BEN, result: null },
      { action: 'access.revoked', subject: TO_BEN, ...notDone },
    ]);
  });

  it('that is taken away is recorded with what it was', async () => {
    const { allow, manage, events } = setUpManaging();
    await allow();
    await manage.revoke(ANA, TO_BEN, 'C1');
    await allow();
    await allow({ scope: OKTA });
    await manage.revoke(ANA, TO_BEN);
    await manage.revoke(ANA, TO_BEN);
    const revoked = (await events()).filter(({ action }) => action === 'access.revoked');
    expect(revoked).toMatchObject([
      {
        actor: ANA,
        channelId: 'C1',
        subject: TO_BEN,
        connector: { label: 'Okta / Prod' },
        details: { reason: 'on call' },
      },
      { channelId: null, connector: null, details: { grants: 2, role: 'requester', scope: 'Okta / Prod; Okta' } },
      { subject: TO_BEN, result: 'not-done', why: 'not-granted' },
    ]);
  });
});

function setUpRequests() {
  const clock = new ManualClock();
  const disk: { -readonly [K in keyof Store]: Store[K] } = { ...openMemoryStore() };
  const { trail, events, refuse } = memoryTrail({ clock });
  const store: Store = { ...disk, ...auditRequests(disk, { trail }) };
  return { ...startProcess({ store, clock }), disk, events, refuse };
}

describe('a request for access', () => {
  it('is recorded with what was asked for, and with its answer', async () => {
    const { askedFor, decide, events } = setUpRequests();
    const approved = await askedFor(CLEO, { scope: PROD });
    await decide.approve(ANA, approved, HOUR, { channelId: 'D1', ts: '1.1' });
    const denied = await askedFor(CLEO);
    await decide.deny(ANA, denied, 'ask your lead', { channelId: 'D1', ts: '2.2' });
    expect(await events()).toMatchObject([
      {
        action: 'access.requested',
        actor: CLEO,
        subject: TO_CLEO,
        channelId: 'C1',
        connector: { label: 'Okta / Prod' },
        details: { request: approved, verbs: 'sync', for: '480 minutes', reason: 'a joiner waits' },
      },
      {
        action: 'access.approved',
        actor: ANA,
        channelId: 'D1',
        subject: TO_CLEO,
        connector: { label: 'Okta / Prod' },
        details: { request: approved, role: 'requester', verbs: 'sync', expires: expect.stringMatching(/^2023-/) },
      },
      { action: 'access.requested', details: { request: denied, scope: 'Okta' } },
      {
        action: 'access.denied',
        actor: ANA,
        channelId: 'D1',
        subject: TO_CLEO,
        details: { request: denied, reason: 'ask your lead' },
      },
    ]);
  });

  it('that nobody answers lapses by nobody’s hand', async () => {
    const { askedFor, requestKeeper, clock, events } = setUpRequests();
    const id = await askedFor(CLEO);
    await clock.advance(24 * HOUR);
    await requestKeeper.care(id);
    expect((await events()).at(-1)).toMatchObject({ action: 'access.lapsed', actor: null, subject: TO_CLEO });
  });

  it('that is not taken, or was answered before, says so', async () => {
    const { askedFor, ask, decide, events } = setUpRequests();
    const id = await askedFor(CLEO);
    await ask(CLEO, wish());
    await decide.approve(ANA, id, HOUR, null);
    await decide.deny(BEN, id, null, null);
    const told = (await events()).map(({ action, result, why }) => [action, result, why]);
    expect(told.slice(1)).toEqual([
      ['access.requested', null, null],
      ['access.requested', 'not-done', 'asked-already'],
      ['access.approved', null, null],
      ['access.denied', null, null],
      ['access.denied', 'not-done', 'approved'],
    ]);
  });

  it('goes no further than its record', async () => {
    const { askedFor, ask, decide, access, disk, events, refuse } = setUpRequests();
    const id = await askedFor(CLEO);
    refuse(() => true);
    await expect(ask(BEN, wish())).rejects.toThrow(StoreFailed);
    await expect(decide.approve(ANA, id, HOUR, null)).rejects.toThrow(StoreFailed);
    expect(access.sync(CLEO).allowed).toBe(false);
    expect(await disk.openRequests()).toHaveLength(1);
    expect(await events()).toHaveLength(1);
  });
});

describe('a pause', () => {
  it('is recorded before C1 is asked, then with what came of it', async () => {
    const { c1, pause, events } = await setUpPausing();
    const recordedBefore: number[] = [];
    c1.answers.set(PAUSE, async () => void recordedBefore.push((await events()).length));
    await pause();
    const what = {
      action: 'connector.paused',
      actor: PAUSING_ANA,
      channelId: 'C1',
      connector: { label: 'Okta / prod' },
    };
    expect(await events()).toMatchObject([
      { ...what, result: null, c1Request: null },
      { ...what, result: 'paused', why: null, c1Request: 'POST pause' },
    ]);
    expect(recordedBefore).toEqual([1]);
  });

  it('that C1 did not take says why', async () => {
    const { c1, clock, pause, events } = await setUpPausing();
    c1.answers.set(PAUSE, () => {
      throw new C1Rejected('409');
    });
    await pause();
    expect((await events()).at(-1)).toMatchObject({ result: 'refused', why: 'c1_rejected' });
    c1.answers.set(PAUSE, unanswered('no'));
    await passing(clock, pause());
    expect((await events()).at(-1)).toMatchObject({ result: 'refused', why: 'c1_unavailable' });
  });

  it('that cannot be recorded is not sent', async () => {
    const { c1, pause, refuse } = await setUpPausing();
    refuse(() => true);
    await expect(pause()).rejects.toThrow(StoreFailed);
    expect(c1.calls).toEqual([READ]);
  });
});

it('favourites that were chosen are recorded, and kept even where they cannot be', async () => {
  const store = openMemoryStore();
  const { trail, events, refuse } = memoryTrail();
  const favourites = auditFavourites(store, { trail });
  await favourites.setFavourites(BEN, [PROD]);
  const [chosen] = await events();
  expect(chosen).toMatchObject({
    action: 'favourites.changed',
    actor: BEN,
    details: { count: 1, connectors: 'okta/prod' },
  });
  refuse(() => true);
  await favourites.setFavourites(BEN, []);
  expect(await favourites.favouritesOf(BEN)).toEqual([]);
});
