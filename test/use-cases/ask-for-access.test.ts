import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../src/domain/errors.ts';
import { ANA, BEN, CLEO, HOUR, OKTA, startProcess, wish } from './access-requests-stage.ts';

const SEEN = { channelId: 'CELSEWHERE', ts: '9.9' };

describe('asking for access', () => {
  it('is recorded before anybody is told', async () => {
    const { ask, store, announcer, clock } = startProcess();
    const asked = await ask(CLEO, wish());
    expect(asked).toMatchObject({ why: 'asked', request: { asker: CLEO, state: 'waiting', askedAt: clock.now() } });
    expect(await store.openRequests()).toHaveLength(1);
    expect(announcer.lines).toEqual([]);
  });

  it('comes before every manager, once', async () => {
    const { askedFor, requestKeeper, announcer, store } = startProcess();
    const id = await askedFor(CLEO);
    await requestKeeper.care(id);
    expect(announcer.lines).toEqual([`post ${id} to UANA UBEN`]);
    expect((await store.request(id))?.places).toEqual([
      { channelId: 'DUANA', ts: id },
      { channelId: 'DUBEN', ts: id },
    ]);
  });

  it('comes before twenty managers at most, and never before whoever asks', async () => {
    const { askedFor, grantTo, announcer } = startProcess();
    for (let n = 0; n < 30; n += 1) await grantTo({ userId: `UM${n}`, teamId: 'T1' }, { role: 'manager' });
    await askedFor(ANA);
    const told = announcer.lines[0]?.split(' to ')[1]?.split(' ') ?? [];
    expect(told).toHaveLength(20);
    expect(told).not.toContain('UANA');
  });

  it('waits once for one scope, and five times in all', async () => {
    const { ask, askedFor } = startProcess();
    const id = await askedFor(CLEO);
    expect(await ask(CLEO, wish({ why: 'again', forMs: null }))).toMatchObject({
      why: 'asked-already',
      request: { id },
    });
    expect(await ask(BEN, wish())).toMatchObject({ why: 'asked' });
    for (let n = 0; n < 4; n += 1) await askedFor(CLEO, { scope: { ...OKTA, appId: `app${n}` } });
    expect(await ask(CLEO, wish({ scope: { kind: 'everything' } }))).toEqual({ why: 'too-many' });
  });

  it('is not for somebody whom no manager could allow', async () => {
    const { ask, check, standing, store } = startProcess();
    standing.set(CLEO.userId, { allowed: false, reason: 'guest' });
    await expect(check(CLEO)).rejects.toMatchObject({ code: 'not_allowed', reason: 'guest' });
    await expect(ask(CLEO, wish())).rejects.toMatchObject({ code: 'not_allowed', reason: 'guest' });
    expect(await store.openRequests()).toEqual([]);
  });
});

describe('the answer', () => {
  it('approves what was asked, for as long as the manager says; every copy shows it and the asker is told', async () => {
    const { askedFor, decide, access, store, announcer, clock } = startProcess();
    const id = await askedFor(CLEO, { verbs: ['sync', 'pause'] });
    const ref = { appId: 'okta', connectorId: 'prod' };
    expect(access.pause(CLEO, ref).allowed).toBe(false);

    expect(await decide.approve(ANA, id, HOUR, null)).toMatchObject({ kind: 'decided' });
    expect(access.sync(CLEO, ref).allowed && access.pause(CLEO, ref).allowed).toBe(true);
    expect(access.sync(CLEO, { ...ref, appId: 'github' }).allowed).toBe(false);
    expect(store.grants()).toMatchObject([
      { grantedBy: 'UANA', expiresAt: clock.now() + HOUR, reason: 'a joiner waits', role: 'requester' },
    ]);
    expect(announcer.lines.slice(1).sort()).toEqual([
      `show ${id} approved in DUANA`,
      `show ${id} approved in DUBEN`,
      `tell ${id} approved to UCLEO`,
    ]);
    expect(await store.openRequests()).toEqual([]);
    await clock.advance(HOUR);
    expect(access.sync(CLEO, ref)).toEqual({ allowed: false, reason: 'expired' });
  });

  it('of two managers at the same time is that of the first', async () => {
    const { askedFor, decide, store, announcer } = startProcess();
    const id = await askedFor(CLEO);
    const [first, second] = await Promise.all([
      decide.deny(BEN, id, 'ask Ana', null),
      decide.approve(ANA, id, HOUR, null),
    ]);
    expect(first).toMatchObject({ kind: 'decided', request: { state: 'denied', denyReason: 'ask Ana' } });
    expect(second).toMatchObject({ kind: 'decided-before', request: { decidedBy: 'UBEN' } });
    expect(store.grants()).toEqual([]);
    expect(announcer.lines.filter((line) => line.startsWith('tell'))).toEqual([`tell ${id} denied to UCLEO`]);
  });

  it('shows in the message it was given at as well, even if nobody had recorded that one', async () => {
    const { askedFor, decide, announcer } = startProcess();
    const id = await askedFor(CLEO);
    await decide.approve(ANA, id, HOUR, null);
    announcer.lines.length = 0;
    expect(await decide.approve(BEN, id, HOUR, SEEN)).toMatchObject({ kind: 'decided-before' });
    expect(announcer.lines).toEqual([`show ${id} approved in CELSEWHERE`]);
  });

  it('is not for whoever is no manager (any more), nor for the asker', async () => {
    const { askedFor, decide, grantTo, store } = startProcess();
    await grantTo(CLEO, { id: 'm1', role: 'manager' });
    const ofCleo = await askedFor(CLEO);
    const ofAna = await askedFor(ANA);
    expect(await decide.approve(CLEO, ofCleo, HOUR, null)).toEqual({ kind: 'own' });
    expect(await decide.deny(CLEO, ofCleo, null, null)).toEqual({ kind: 'own' });
    await store.removeGrants(['m1']);
    await expect(decide.approve(CLEO, ofAna, HOUR, null)).rejects.toMatchObject({ reason: 'not-a-manager' });
    await expect(decide.deny(CLEO, ofAna, null, null)).rejects.toMatchObject({ reason: 'not-a-manager' });
    expect((await store.openRequests()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    expect(await decide.approve(ANA, 'long-ago', HOUR, null)).toEqual({ kind: 'unknown' });
  });

  it('is none by, or for, somebody who is no member any more', async () => {
    const { askedFor, decide, standing, store } = startProcess();
    const id = await askedFor(CLEO);
    const gone = { allowed: false, reason: 'deactivated' } as const;
    standing.set(ANA.userId, gone);
    await expect(decide.approve(ANA, id, HOUR, null)).rejects.toMatchObject({ reason: 'deactivated' });
    await expect(decide.deny(ANA, id, null, null)).rejects.toMatchObject({ reason: 'deactivated' });
    standing.set(CLEO.userId, gone);
    await expect(decide.approve(BEN, id, HOUR, null)).rejects.toMatchObject({ code: 'unfit_subject' });
    expect(store.grants()).toEqual([]);
    expect(await decide.deny(BEN, id, null, null)).toMatchObject({ kind: 'decided' });
  });

  it('takes nothing away that the asker may do already', async () => {
    const { askedFor, decide, grantTo, store } = startProcess();
    await grantTo(CLEO, { id: 'g1', verbs: ['view'] });
    await grantTo(CLEO, { id: 'g2', expiresAt: 1 });
    const id = await askedFor(CLEO);
    await decide.approve(ANA, id, HOUR, null);
    expect(store.grants().map((grant) => grant.verbs)).toEqual([['view'], ['sync']]);
  });

  it('changes nothing if it cannot be recorded', async () => {
    const { askedFor, store, announcer, clock } = startProcess();
    const id = await askedFor(CLEO);
    const broken = { ...store, decideRequest: () => Promise.reject(new StoreFailed('full')) };
    const { decide } = startProcess({ store: broken, announcer, clock });
    await expect(decide.approve(ANA, id, HOUR, null)).rejects.toThrow(StoreFailed);
    expect(store.grants()).toEqual([]);
    expect(announcer.lines).toHaveLength(1);
  });
});

describe('the keeper of requests', () => {
  it('lets a request lapse after 24 h: every copy shows it, the asker is told, nobody can approve it', async () => {
    const { askedFor, requestKeeper, announcer, clock, decide, store } = startProcess();
    const id = await askedFor(CLEO);
    const over = requestKeeper.run();
    await clock.advance(24 * HOUR - 1);
    expect(announcer.lines).toHaveLength(1);
    await clock.advance(1);
    expect(announcer.lines.slice(1).sort()).toEqual([
      `show ${id} lapsed in DUANA`,
      `show ${id} lapsed in DUBEN`,
      `tell ${id} lapsed to UCLEO`,
    ]);
    expect(await decide.approve(ANA, id, HOUR, null)).toMatchObject({ kind: 'decided-before' });
    expect(store.grants()).toEqual([]);
    requestKeeper.stop();
    await over;
  });

  it('sleeps an hour at most, and to the next end, and leaves no timer when it is stopped', async () => {
    const { askedFor, requestKeeper, clock } = startProcess();
    const over = requestKeeper.run();
    expect(await clock.untilSleeping()).toBe(HOUR);
    await clock.advance(HOUR / 2);
    await askedFor(CLEO);
    await clock.advance(23.5 * HOUR);
    expect(clock.sleeping()).toEqual([HOUR / 2]);
    requestKeeper.stop();
    await over;
    expect(clock.sleeping()).toEqual([]);
  });

  it('after a restart puts before the managers what was only recorded', async () => {
    const before = startProcess();
    const asked = await before.ask(CLEO, wish());
    const { requestKeeper, announcer, clock } = startProcess(before);
    const over = requestKeeper.run();
    await clock.untilSleeping();
    expect(announcer.lines).toEqual([`post ${asked.why === 'asked' && asked.request.id} to UANA UBEN`]);
    requestKeeper.stop();
    await over;
  });

  it('tells after a restart an answer that was only recorded, once', async () => {
    const before = startProcess();
    const id = await before.askedFor(CLEO);
    before.announcer.isAway = true;
    await before.decide.approve(ANA, id, HOUR, null);
    before.announcer.isAway = false;
    const { requestKeeper, announcer, clock } = startProcess(before);
    const over = requestKeeper.run();
    await clock.advance(5 * HOUR);
    expect(announcer.lines.slice(1).sort()).toEqual([
      `show ${id} approved in DUANA`,
      `show ${id} approved in DUBEN`,
      `tell ${id} approved to UCLEO`,
    ]);
    requestKeeper.stop();
    await over;
  });

  it('goes on trying while Slack is away, but not for ever', async () => {
    const { askedFor, decide, requestKeeper, announcer, clock, store } = startProcess();
    const id = await askedFor(CLEO);
    announcer.isAway = true;
    await decide.deny(ANA, id, null, null);
    const over = requestKeeper.run();
    await clock.advance(23 * HOUR);
    expect(await store.openRequests()).toHaveLength(1);
    await clock.advance(2 * HOUR);
    expect(await store.openRequests()).toEqual([]);
    requestKeeper.stop();
    await over;
  });

  it('does not rewrite a message that is still on its way', async () => {
    const { ask, decide, requestKeeper, announcer } = startProcess();
    const asked = await ask(CLEO, wish());
    if (asked.why !== 'asked') throw new Error(asked.why);
    let open = () => {};
    announcer.gate = new Promise((resolve) => {
      open = resolve;
    });
    const posting = requestKeeper.care(asked.request.id);
    const answering = decide.approve(ANA, asked.request.id, HOUR, null);
    open();
    await Promise.all([posting, answering]);
    expect(announcer.lines.map((line) => line.split(' ')[0])).toEqual(['post', 'show', 'show', 'tell']);
  });

  it('outlives a store that fails, and asks it once a minute', async () => {
    const { store, announcer, clock } = startProcess();
    let failures = 0;
    const openRequests = async () => {
      failures += 1;
      throw new StoreFailed('away');
    };
    const { requestKeeper } = startProcess({ store: { ...store, openRequests }, announcer, clock });
    const over = requestKeeper.run();
    await clock.advance(3 * 60_000);
    expect(failures).toBe(4);
    requestKeeper.stop();
    await over;
  });
});
