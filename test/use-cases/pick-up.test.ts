import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../src/domain/errors.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { pickUpOpenRuns } from '../../src/use-cases/pick-up.ts';
import { connector, DONE } from '../doubles/c1.ts';
import { READ, setUp } from './stage.ts';

const MESSAGE = { channelId: 'C1', ts: 'm9' };

/** A start, with these runs left open by the process before. */
async function startedWith(...left: Partial<SyncRun>[]) {
  const stage = await setUp();
  for (const changes of left) await stage.recorded(changes);
  return { ...stage, runsNow: () => stage.runs.newestRuns(9), pickUp: () => pickUpOpenRuns(stage.parts) };
}

describe('after a start', () => {
  it('a run goes on in the same message, which says at once how it is', async () => {
    const { pickUp, show, clock, announcer, followers } = await startedWith({ message: MESSAGE });
    await pickUp();
    expect(announcer.lines).toEqual([]);
    await clock.advance(5_000);
    show({ startedAt: 5_000, completedAt: 9_000 });
    await clock.advance(10_000);
    expect(announcer.lines).toEqual(['update queued m9', 'update finished m9', 'call finished m9']);
    expect(followers.size).toBe(0);
  });

  it('a run that was never announced is announced', async () => {
    const { pickUp, announcer, followers } = await startedWith({ state: 'running', startedAt: 5_000 });
    await pickUp();
    expect(announcer.lines).toEqual(['announce running m1']);
    await followers.stop();
  });

  it('a run told where it cannot be rewritten is not announced again', async () => {
    const said = { phase: 'running:0', rewrittenAt: null };
    const { pickUp, announcer, followers } = await startedWith({ state: 'running', startedAt: 5_000, said });
    await pickUp();
    expect(announcer.lines).toEqual([]);
    await followers.stop();
  });

  it('an end that was not told is told, and one that was is not', async () => {
    const ended = { state: 'failed', message: MESSAGE } as const;
    const { pickUp, announcer, clock, reads } = await startedWith(ended, { ...ended, endToldAt: 1 });
    await pickUp();
    await clock.advance(5_000);
    expect(announcer.lines).toEqual(['update failed m9', 'call failed m9']);
    expect(reads()).toBe(0);
  });

  it('C1 is looked at for a request that was cut off, and never asked again', async () => {
    const { pickUp, c1, show, runsNow, announcer, followers } = await startedWith({ state: 'asking' });
    show({ state: 'running', startedAt: 5_000 });
    await pickUp();
    expect(await runsNow()).toMatchObject([{ state: 'queued', errorCode: null }]);
    expect(announcer.lines).toEqual(['announce queued m1']);
    expect(c1.calls).toEqual([READ]);
    await followers.stop();
  });

  it('a request that was cut off and shows nowhere is unclear, and followed', async () => {
    const { pickUp, show, clock, runsNow, announcer, followers } = await startedWith({ state: 'asking' });
    const pickedUp = pickUp();
    await clock.advance(8_000);
    await pickedUp;
    expect(await runsNow()).toMatchObject([{ state: 'unclear', errorCode: 'c1_unavailable' }]);
    expect(announcer.lines).toEqual(['announce unclear m1']);
    show({ state: 'running', startedAt: 5_000 });
    await clock.advance(10_000);
    expect(await runsNow()).toMatchObject([{ state: 'running' }]);
    await followers.stop();
  });

  it('a request that somebody else settled in the meantime stays as they found it', async () => {
    const { pickUp, runs, clock, c1, runsNow, followers } = await startedWith({ state: 'asking' });
    let answer = (_: unknown): void => {};
    c1.answers.set(READ, () => new Promise((resolve) => (answer = resolve)));
    const pickedUp = pickUp();
    await clock.advance(1);
    const [run] = await runsNow();
    await runs.changeRun(run?.id ?? '', { state: 'running', startedAt: 5_000 });
    answer(connector('okta', 'prod', { status: { ...DONE, startedAt: 5_000 } }));
    await pickedUp;
    expect(await runsNow()).toMatchObject([{ state: 'running' }]);
    await followers.stop();
  });

  it('one run that cannot be picked up does not hold up the others, and is followed as well', async () => {
    const stage = await startedWith({ state: 'asking' }, { connectorId: 'other' });
    const { parts, runs, show, announcer, followers } = stage;
    show({ state: 'running', startedAt: 5_000 });
    const changeRun: typeof runs.changeRun = async (id, change) => {
      if (change.state !== undefined) throw new StoreFailed('disk full');
      return runs.changeRun(id, change);
    };
    await pickUpOpenRuns({ ...parts, runs: { ...runs, changeRun } });
    expect(announcer.tellings.map(({ how }) => how)).toEqual(['announce']);
    expect(followers.size).toBe(2);
    await followers.stop();
  });

  it('nothing is done where nothing was left', async () => {
    const { pickUp, c1, followers } = await startedWith({ state: 'finished', endToldAt: 1 });
    await pickUp();
    expect(followers.size).toBe(0);
    expect(c1.calls).toEqual([]);
  });
});
