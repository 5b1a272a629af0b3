import { describe, expect, it } from 'vitest';
import { C1RateLimited, C1Unavailable, ConnectorGone } from '../../src/domain/errors.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { HOUR, PROD, READ, type Stage, setUp } from './stage.ts';

const MINUTE = 60_000;
const RUNNING = { state: 'running', startedAt: 5_000, updatedAt: 5_000 } as const;
const FINISHED = { startedAt: 5_000, completedAt: 9_000, updatedAt: 9_000 } as const;

/** A run that was announced and is followed; `m1` is its message. */
async function followed(changes: Partial<SyncRun> = {}): Promise<Stage & { run: SyncRun }> {
  const stage = await setUp();
  const run = await stage.recorded(changes);
  await stage.tellRun.announce(run);
  stage.followers.follow(run);
  stage.announcer.tellings.length = 0;
  return { ...stage, run };
}

/** When C1 is read in the next `ms`, in milliseconds from now. */
async function readingsOf({ clock, c1 }: Stage, ms: number): Promise<number[]> {
  const from = clock.now();
  const at: number[] = [];
  const answer = c1.answers.get(READ);
  c1.answers.set(READ, () => {
    at.push(clock.now() - from);
    return answer === undefined ? c1.connectors[0] : answer();
  });
  await clock.advance(ms);
  return at;
}

describe('a sync that is followed', () => {
  it('is told as it goes on, in one message, and at its end those who wait are called', async () => {
    const { show, clock, announcer, runs, run, followers } = await followed();
    await clock.advance(5_000);
    show(RUNNING);
    await clock.advance(6_000);
    show(FINISHED);
    await clock.advance(20_000);
    expect(announcer.lines).toEqual(['update running m1', 'update finished m1', 'call finished m1']);
    expect(await runs.run(run.id)).toMatchObject({ state: 'finished', startedAt: 5_000, completedAt: 9_000 });
    expect(await runs.openRuns()).toEqual([]);
    expect(followers.size).toBe(0);
    expect(clock.sleeping()).toEqual([]);
  });

  it('is looked at every 5 s at first, and every 50 s in the end', async () => {
    const stage = await followed();
    const at = await readingsOf(stage, 20 * MINUTE);
    expect(at.slice(0, 5)).toEqual([5_000, 10_000, 15_000, 20_000, 25_000]);
    const gaps = at.map((ms, n) => ms - (at[n - 1] ?? 0));
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(gaps.at(-1)).toBe(50_000);
  });

  it('is looked at often again when it goes on', async () => {
    const stage = await followed({ changedAt: 1 });
    await stage.clock.advance(6_000);
    stage.show(RUNNING);
    expect(await readingsOf(stage, 70_000)).toEqual([49_000, 54_000, 59_000, 64_000, 69_000]);
  });

  it('is rewritten at most once in ten seconds', async () => {
    const { clock, show, announcer } = await followed();
    show(RUNNING);
    await clock.advance(5_000);
    expect(announcer.lines).toEqual(['update running m1']);
    show(FINISHED);
    await clock.advance(9_999);
    expect(announcer.lines).toHaveLength(1);
    await clock.advance(1);
    expect(announcer.lines).toEqual(['update running m1', 'update finished m1', 'call finished m1']);
  });

  it('is not rewritten while there is nothing new to say', async () => {
    const { clock, announcer } = await followed();
    await clock.advance(2.9 * MINUTE);
    expect(announcer.lines).toEqual([]);
    await clock.advance(MINUTE);
    expect(announcer.lines).toEqual(['update queued m1']);
  });

  it('shares its looks with every other run of the connector, and each is told', async () => {
    const stage = await followed();
    const other = await stage.recorded({ origin: 'restart' });
    await stage.tellRun.announce(other);
    stage.followers.follow(other);
    stage.show(FINISHED);
    await stage.clock.advance(5_000);
    expect(stage.reads()).toBe(1);
    expect(stage.announcer.lines).toContain('call finished m1');
    expect(stage.announcer.lines).toContain('call finished m2');
  });

  it('ends when C1 does not know the connector any more', async () => {
    const { c1, clock, runs, run } = await followed();
    c1.answers.set(READ, () => {
      throw new ConnectorGone('404');
    });
    await clock.advance(5_000);
    expect(await runs.run(run.id)).toMatchObject({ state: 'gone' });
  });

  it('is given up after the time that the operator allows', async () => {
    const { clock, runs, run, announcer } = await followed();
    await clock.advance(12 * HOUR - 1);
    expect(await runs.run(run.id)).toMatchObject({ state: 'queued' });
    await clock.advance(2 * MINUTE);
    expect(await runs.run(run.id)).toMatchObject({ state: 'given-up' });
    expect(announcer.lines.slice(-2)).toEqual(['update given-up m1', 'call given-up m1']);
  });

  it('that C1 never answered is given up after half an hour', async () => {
    const { clock, runs, run } = await followed({ state: 'unclear', errorCode: 'c1_unavailable' });
    await clock.advance(30 * MINUTE - 1);
    expect(await runs.run(run.id)).toMatchObject({ state: 'unclear' });
    await clock.advance(2 * MINUTE);
    expect(await runs.run(run.id)).toMatchObject({ state: 'given-up' });
  });
});

describe('while C1 cannot be read', () => {
  async function unreadable(error: Error = new C1Unavailable('503', 'maybe')) {
    const stage = await followed();
    stage.c1.answers.set(READ, () => {
      throw error;
    });
    return stage;
  }

  it('nothing ends, and after two minutes the message says so, until it can be read again', async () => {
    const { clock, announcer, c1 } = await unreadable();
    await clock.advance(1.9 * MINUTE);
    expect(announcer.lines).toEqual([]);
    await clock.advance(0.6 * MINUTE);
    expect(announcer.tellings.map(({ outlook }) => outlook?.unreadable)).toEqual([true]);
    c1.answers.clear();
    await clock.advance(0.4 * MINUTE);
    expect(announcer.tellings.map(({ outlook }) => outlook?.unreadable)).toEqual([true, false]);
  });

  it('it is given up in time all the same', async () => {
    const { clock, runs, run } = await unreadable();
    await clock.advance(12 * HOUR + 2 * MINUTE);
    expect(await runs.run(run.id)).toMatchObject({ state: 'given-up' });
  });

  it('because we asked too often, it is left alone as long as it says', async () => {
    const stage = await unreadable(new C1RateLimited(100_000));
    expect(await readingsOf(stage, 3 * MINUTE)).toEqual([5_000, 105_000]);
  });
});

describe('the end', () => {
  it('is told again and again until Slack takes it, without a look at C1', async () => {
    const { clock, show, announcer, runs, run, reads } = await followed();
    announcer.isAway = true;
    show(FINISHED);
    await clock.advance(10 * MINUTE);
    expect(await runs.run(run.id)).toMatchObject({ state: 'finished', endToldAt: null });
    announcer.isAway = false;
    await clock.advance(MINUTE);
    expect(announcer.lines).toEqual(['update finished m1', 'call finished m1']);
    expect(reads()).toBe(1);
  });

  it('of a refused run is told after a minute, unless whoever asked has been told by then', async () => {
    const { clock, announcer, recorded, followers, runs } = await setUp();
    const [told, untold] = [await recorded({ state: 'refused' }), await recorded({ state: 'refused' })];
    followers.follow(PROD);
    await runs.changeRun(told.id, { endToldAt: clock.now() });
    await clock.advance(MINUTE - 1);
    expect(announcer.lines).toEqual([]);
    await clock.advance(6_000);
    expect(announcer.tellings.filter(({ how }) => how === 'call').map(({ id }) => id)).toEqual([untold.id]);
  });
});

describe('a run whose answer is not recorded', () => {
  it('is left to whoever asks, and not read', async () => {
    const { clock, recorded, followers, runs, reads } = await setUp();
    const run = await recorded({ state: 'asking' });
    followers.follow(PROD);
    await clock.advance(5 * MINUTE - 1);
    expect(await runs.run(run.id)).toMatchObject({ state: 'asking' });
    expect(reads()).toBe(0);
    await followers.stop();
  });

  it('is unclear when nobody can be asking any more, and followed as such', async () => {
    const { clock, recorded, followers, runs, show } = await setUp();
    const run = await recorded({ state: 'asking' });
    followers.follow(PROD);
    await clock.advance(5 * MINUTE + 31_000);
    expect(await runs.run(run.id)).toMatchObject({ state: 'unclear', errorCode: 'c1_unavailable' });
    show(RUNNING);
    await clock.advance(10_000);
    expect(await runs.run(run.id)).toMatchObject({ state: 'running' });
    await followers.stop();
  });
});
