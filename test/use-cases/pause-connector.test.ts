import { describe, expect, it } from 'vitest';
import { C1Rejected, C1Unavailable, ConnectorGone, NoSuchConnector, NotAllowed } from '../../src/domain/errors.ts';
import { connector } from '../doubles/c1.ts';
import {
  ACTIVE,
  ANA,
  allowing,
  BEN,
  PAUSE,
  PAUSED,
  passing,
  READ,
  RESUME,
  setUp,
  unanswered,
} from './pausing-stage.ts';

describe('to pause a connector', () => {
  it('asks C1 once, after a fresh look', async () => {
    const { c1, pause } = await setUp();
    expect(await pause()).toMatchObject({ kind: 'paused', connector: { label: 'Okta / prod' } });
    expect(c1.calls).toEqual([READ, PAUSE]);
  });

  it('is known at once: a sync that is asked for next is not sent', async () => {
    const { c1, pause, sync } = await setUp();
    await pause();
    expect(await sync('g2')).toMatchObject({ kind: 'paused' });
    expect(c1.calls).toEqual([READ, PAUSE]);
  });

  it('that is paused already sends nothing, and says since when and why', async () => {
    const { c1, pause, show } = await setUp();
    show(PAUSED);
    const answer = await pause();
    expect(answer).toMatchObject({
      kind: 'was-paused',
      connector: { paused: { since: 5_000, reason: 'maintenance' } },
    });
    expect(c1.calls).toEqual([READ]);
  });

  it('is for those with the right to pause, and that right alone is enough', async () => {
    const { c1, store, pause } = await setUp();
    await expect(pause(BEN)).rejects.toBeInstanceOf(NotAllowed);
    await store.addGrant(allowing(BEN.userId, 'sync'));
    await expect(pause(BEN)).rejects.toMatchObject({ reason: 'not-this' });
    expect(c1.calls).toEqual([]);
    await store.addGrant(allowing(BEN.userId, 'pause'));
    expect(await pause(BEN)).toMatchObject({ kind: 'paused' });
  });

  it('by two people at once is sent once', async () => {
    const { c1, clock, pause, show } = await setUp();
    c1.answers.set(PAUSE, () => show(PAUSED));
    const answers = await passing(clock, Promise.all([pause(), pause()]));
    expect(answers.map(({ kind }) => kind)).toEqual(['paused', 'was-paused']);
    expect(c1.calls).toEqual([READ, PAUSE, READ]);
  });

  it('by somebody else while C1 thinks waits for its answer', async () => {
    const { c1, clock, pause, show } = await setUp();
    c1.answers.set(PAUSE, async () => {
      await clock.sleep(8_000);
      show(PAUSED);
    });
    const answers = await passing(clock, Promise.all([pause(), pause()]), 13_000);
    expect(answers.map(({ kind }) => kind)).toEqual(['paused', 'was-paused']);
    expect(c1.calls).toEqual([READ, PAUSE, READ]);
  });

  it('that C1 refuses, or that never reached it, is refused without a second look', async () => {
    const { c1, clock, pause } = await setUp();
    c1.answers.set(PAUSE, () => {
      throw new C1Rejected('409');
    });
    expect(await pause()).toMatchObject({ kind: 'refused', error: { code: 'c1_rejected' } });
    c1.answers.set(PAUSE, unanswered('no'));
    expect(await passing(clock, pause())).toMatchObject({ kind: 'refused', error: { reached: 'no' } });
    expect(c1.calls).toEqual([READ, PAUSE, READ, PAUSE]);
  });

  it('of a connector the index does not know, or that C1 has forgotten, sends nothing', async () => {
    const { c1, index, pause, show } = await setUp();
    show(connector('okta', 'other'));
    await expect(pause(ANA)).rejects.toBeInstanceOf(ConnectorGone);
    await index.refresh();
    await expect(pause(ANA)).rejects.toBeInstanceOf(NoSuchConnector);
    expect(c1.calls.filter((call) => call === PAUSE)).toEqual([]);
  });

  it('sends nothing when the connector cannot be read in 10 s', async () => {
    const { c1, clock, pause } = await setUp();
    c1.answers.set(READ, () => new Promise(() => {}));
    await expect(passing(clock, pause(), 10_000)).rejects.toBeInstanceOf(C1Unavailable);
    expect(c1.calls).toEqual([READ]);
    expect(clock.sleeping()).toEqual([]);
  });
});

describe('a pause that C1 does not answer', () => {
  it('is told as done when the connector shows it', async () => {
    const { c1, clock, pause, show } = await setUp();
    c1.answers.set(PAUSE, () => {
      show(PAUSED);
      unanswered()();
    });
    expect(await passing(clock, pause())).toMatchObject({ kind: 'paused' });
    expect(c1.calls).toEqual([READ, PAUSE, READ]);
  });

  it.each([
    ['shows none', () => ACTIVE],
    ['cannot be read', unanswered()],
  ])('is unclear when the connector %s, and is not sent again', async (_, read) => {
    const { c1, clock, pause } = await setUp();
    c1.answers.set(PAUSE, () => {
      c1.answers.set(READ, read);
      unanswered()();
    });
    expect(await passing(clock, pause())).toMatchObject({ kind: 'unclear', error: { code: 'c1_unavailable' } });
    expect(c1.calls).toEqual([READ, PAUSE, READ]);
  });
});

describe('a pause right after a resume', () => {
  it('is sent although C1 still shows the pause that was taken away', async () => {
    const { c1, clock, pause, resume } = await setUp(PAUSED);
    await resume();
    expect(await passing(clock, pause())).toMatchObject({ kind: 'paused' });
    expect(c1.calls).toEqual([READ, RESUME, READ, PAUSE]);
  });

  it('whose answer is unclear is not proved by the pause that still shows', async () => {
    const { c1, clock, pause, resume } = await setUp(PAUSED);
    await resume();
    c1.answers.set(PAUSE, unanswered());
    expect(await passing(clock, pause(), 10_000)).toMatchObject({ kind: 'unclear' });
  });
});
