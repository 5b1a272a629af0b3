import { describe, expect, it } from 'vitest';
import { C1Rejected, NotAllowed } from '../../src/domain/errors.ts';
import { connector, DONE } from '../doubles/c1.ts';
import {
  ACTIVE,
  ANA,
  allowing,
  BEN,
  PAUSE,
  PAUSED,
  PROD,
  passing,
  READ,
  RESUME,
  RUNNING,
  setUp,
  unanswered,
} from './pausing-stage.ts';

/** C1 has taken the pause away, and shows only its state until the sync begins. */
const STATE_LINGERS = connector('okta', 'prod', {
  status: { ...DONE, state: 'disabled', updatedAt: 5_000 },
  paused: { since: null, reason: null },
});

describe('to resume a connector', () => {
  it('asks C1 once, and is a run: C1 starts a sync', async () => {
    const { c1, store, resume } = await setUp(PAUSED);
    const answer = await resume();
    expect(answer).toMatchObject({ kind: 'queued', run: { origin: 'resume', state: 'queued', before: DONE } });
    expect(c1.calls).toEqual([READ, RESUME]);
    expect(await store.latestRun(PROD)).toMatchObject({ origin: 'resume', requestedBy: ANA.userId, channelId: 'C1' });
  });

  it('is followed to the end of that sync', async () => {
    const { clock, store, resume, show } = await setUp(PAUSED);
    await resume();
    show(RUNNING);
    await clock.advance(6_000);
    expect(await store.latestRun(PROD)).toMatchObject({ state: 'running', startedAt: 9_000 });
    show(connector('okta', 'prod', { status: { ...DONE, startedAt: 9_000, completedAt: 9_500, updatedAt: 9_500 } }));
    await clock.advance(60_000);
    expect(await store.latestRun(PROD)).toMatchObject({ state: 'finished', completedAt: 9_500 });
  });

  it('is recorded before C1 is asked', async () => {
    const { c1, store, resume } = await setUp(PAUSED);
    let recorded: unknown;
    c1.answers.set(RESUME, async () => {
      recorded = await store.latestRun(PROD);
    });
    await resume();
    expect(recorded).toMatchObject({ state: 'asking', origin: 'resume' });
  });

  it('is known at once: a sync that is asked for next joins it', async () => {
    const { c1, resume, sync } = await setUp(PAUSED);
    await resume();
    expect(await sync('g2')).toMatchObject({ kind: 'joined', run: { origin: 'resume' } });
    expect(c1.calls).toEqual([READ, RESUME]);
  });

  it('that is not paused by a fresh look sends and records nothing', async () => {
    const { c1, store, resume, show } = await setUp(PAUSED);
    show(ACTIVE);
    expect(await resume()).toMatchObject({ kind: 'not-paused', connector: { label: 'Okta / prod' } });
    expect(c1.calls).toEqual([READ]);
    expect(await store.latestRun(PROD)).toBeUndefined();
  });

  it('inside the cool-down of a sync is sent all the same', async () => {
    const { c1, clock, pause, resume, sync } = await setUp();
    await sync('g0');
    await pause();
    c1.connectors = [PAUSED];
    expect(await passing(clock, resume())).toMatchObject({ kind: 'queued' });
  });

  it('is for those with the right to pause', async () => {
    const { c1, store, resume } = await setUp(PAUSED);
    await store.addGrant(allowing(BEN.userId, 'sync'));
    await expect(resume('g1', BEN)).rejects.toBeInstanceOf(NotAllowed);
    expect(c1.calls).toEqual([]);
  });

  it('that C1 refuses is a run that was refused', async () => {
    const { c1, store, resume } = await setUp(PAUSED);
    c1.answers.set(RESUME, () => {
      throw new C1Rejected('409');
    });
    expect(await resume()).toMatchObject({ kind: 'refused', run: { state: 'refused', errorCode: 'c1_rejected' } });
    expect(await store.latestRun(PROD)).toBeUndefined();
  });
});

describe('a resume that is asked for twice', () => {
  it('by one gesture is sent once, even when it is not paused any more', async () => {
    const { c1, resume, show } = await setUp(PAUSED);
    c1.answers.set(RESUME, () => show(ACTIVE));
    const [first, again] = await Promise.all([resume(), resume()]);
    expect([first.kind, again.kind]).toEqual(['queued', 'same-gesture']);
    expect(c1.calls).toEqual([READ, RESUME]);
  });

  it.each([
    ['the pause', PAUSED],
    ['its state', STATE_LINGERS],
  ])('by another person is joined while C1 still shows %s', async (_, lingering) => {
    const { c1, clock, resume, show } = await setUp(PAUSED);
    await resume();
    show(lingering);
    const answer = await passing(clock, resume('g2', ANA));
    expect(answer).toMatchObject({ kind: 'joined', run: { dedupeKey: 'g1:okta/prod' } });
    expect(c1.calls.filter((call) => call === RESUME)).toHaveLength(1);
  });

  it('through another instance is joined as well, and sent again there after a new pause', async () => {
    const one = await setUp(PAUSED);
    const { c1, clock, show } = one;
    const two = await setUp(PAUSED, one);
    await one.resume();
    expect(await passing(clock, two.resume('g2'))).toMatchObject({ kind: 'joined' });
    show(connector('okta', 'prod', { paused: { since: 7_000, reason: null } }));
    expect(await passing(clock, two.resume('g3'))).toMatchObject({ kind: 'queued' });
    expect(c1.calls.filter((call) => call === RESUME)).toHaveLength(2);
  });

  it('is sent again after a new pause', async () => {
    const { c1, clock, pause, resume, show } = await setUp(PAUSED);
    await resume();
    show(ACTIVE);
    await passing(clock, pause());
    show(connector('okta', 'prod', { paused: { since: 7_000, reason: null } }));
    expect(await passing(clock, resume('g2'))).toMatchObject({ kind: 'queued' });
    expect(c1.calls.filter((call) => call === RESUME || call === PAUSE)).toEqual([RESUME, PAUSE, RESUME]);
  });
});

describe('a resume that C1 does not answer', () => {
  it.each([
    ['no pause any more', ACTIVE],
    ['no more of it than its state', STATE_LINGERS],
    ['a sync that began', { ...RUNNING, paused: PAUSED.paused }],
  ])('is queued when the connector shows %s', async (_, seen) => {
    const { c1, clock, resume, show } = await setUp(PAUSED);
    c1.answers.set(RESUME, () => {
      show(seen);
      unanswered()();
    });
    expect(await passing(clock, resume())).toMatchObject({ kind: 'queued', run: { errorCode: null } });
    expect(c1.calls.slice(0, 3)).toEqual([READ, RESUME, READ]);
  });

  it.each([
    ['is still paused', PAUSED],
    ['is still paused, since whenever', STATE_LINGERS],
  ])('is unclear when the connector %s, and may be asked for again', async (_, before) => {
    const { c1, clock, resume } = await setUp(before);
    c1.answers.set(RESUME, unanswered());
    expect(await passing(clock, resume())).toMatchObject({ kind: 'unclear', run: { errorCode: 'c1_unavailable' } });
    c1.answers.clear();
    expect(await passing(clock, resume('g2'))).toMatchObject({ kind: 'queued' });
  });
});
