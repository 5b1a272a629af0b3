import { describe, expect, it } from 'vitest';
import { connector, DONE } from '../doubles/c1.ts';
import { ANA, BEN, FORCE, PROD, READ, setUp } from './stage.ts';

const RUNNING = { ...DONE, state: 'running', startedAt: 9_999 } as const;

/** The connector runs a sync that nobody asked for here. */
async function runningByItself() {
  const stage = await setUp();
  stage.show(RUNNING);
  stage.index.note(connector('okta', 'prod', { status: RUNNING }));
  return stage;
}

describe('a request inside the cool-down', () => {
  it('waits for the run before it, without asking C1 again', async () => {
    const { c1, ask } = await setUp();
    await ask();
    const joined = await ask({ person: BEN, gesture: 'view:V2' });
    expect(joined).toMatchObject({ kind: 'joined', isNew: false, run: { requestedBy: ANA.userId } });
    expect(joined).toMatchObject({ run: { watchers: [{ userId: BEN.userId, direct: false }] } });
    expect(c1.calls).toEqual([FORCE]);
  });

  it('from elsewhere is answered there: the thread may be out of sight', async () => {
    const { ask } = await setUp();
    await ask();
    const joined = await ask({ person: BEN, gesture: 'view:V2', channelId: 'C2' });
    expect(joined).toMatchObject({ run: { watchers: [{ userId: BEN.userId, direct: true }] } });
  });

  it('of the same person changes nothing: they are told anyway', async () => {
    const { ask } = await setUp();
    await ask();
    expect(await ask({ gesture: 'view:V2' })).toMatchObject({ kind: 'joined', run: { watchers: [] } });
  });

  it('is told how long to wait once the run before it has ended', async () => {
    const { ask, runs, clock } = await setUp();
    const first = await ask();
    if (first.kind !== 'queued') throw new Error('not queued');
    await runs.changeRun(first.run.id, { state: 'finished' });
    expect(await ask({ gesture: 'view:V2' })).toMatchObject({ kind: 'cooling-down', until: clock.now() + 60_000 });
  });

  it('is one of its own when the time is over and nothing runs', async () => {
    const { c1, ask, clock, followers } = await setUp();
    await ask();
    await followers.stop();
    await clock.advance(60_000);
    expect(await ask({ gesture: 'view:V3' })).toMatchObject({ kind: 'queued' });
    // Read first: what was asked for a minute ago may be what runs now.
    expect(c1.calls).toEqual([FORCE, READ, FORCE]);
  });

  it('is one of its own as well if C1 refused the one before it', async () => {
    const { ask, recorded } = await setUp();
    await recorded({ state: 'refused' });
    expect(await ask()).toMatchObject({ kind: 'queued' });
  });
});

describe('a request for a connector that runs', () => {
  it('waits for the run of ours that is open, however long ago that was asked for', async () => {
    const { c1, ask, recorded, runs } = await runningByItself();
    const run = await recorded({ requestedAt: 1, state: 'running', startedAt: RUNNING.startedAt });
    expect(await ask({ person: BEN })).toMatchObject({ kind: 'joined', isNew: false, run: { id: run.id } });
    expect(await runs.run(run.id)).toMatchObject({ watchers: [{ userId: BEN.userId }] });
    expect(c1.calls).toEqual([]);
  });

  it('makes a run that only joins where nobody asked for that sync here, and follows it', async () => {
    const { c1, ask, runs, followers } = await runningByItself();
    const joined = await ask();
    expect(joined).toMatchObject({ kind: 'joined', isNew: true });
    expect(joined).toMatchObject({ run: { origin: 'join', state: 'running', startedAt: 9_999, before: RUNNING } });
    expect(await runs.openRuns(PROD)).toHaveLength(1);
    expect(followers.size).toBe(1);
    expect(c1.calls).toEqual([]);
    await followers.stop();
  });

  it('a second one waits for that run', async () => {
    const { ask, runs } = await runningByItself();
    await ask();
    expect(await ask({ person: BEN, gesture: 'view:V2' })).toMatchObject({ kind: 'joined', isNew: false });
    expect(await runs.openRuns(PROD)).toHaveLength(1);
  });

  it('by the same gesture is told once', async () => {
    const { ask } = await runningByItself();
    await ask();
    expect(await ask()).toMatchObject({ kind: 'same-gesture' });
  });

  it('does not count as asked of C1: whoever asks after its end need not wait', async () => {
    const { ask, clock, show, runs, c1 } = await runningByItself();
    const joined = await ask();
    if (joined.kind !== 'joined') throw new Error('not joined');
    show({ startedAt: 9_999, completedAt: 20_000 });
    await clock.advance(12_000);
    expect(await runs.run(joined.run.id)).toMatchObject({ state: 'finished' });
    expect(await ask({ gesture: 'view:V2' })).toMatchObject({ kind: 'queued' });
    expect(c1.calls.at(-1)).toBe(FORCE);
  });
});

describe('a restart', () => {
  it('is sent to a connector that runs, cooling down or not', async () => {
    const { c1, ask, recorded } = await runningByItself();
    await recorded({ state: 'running', startedAt: RUNNING.startedAt });
    expect(await ask({ restart: true })).toMatchObject({ kind: 'queued', run: { origin: 'restart', before: RUNNING } });
    expect(c1.calls).toEqual([FORCE]);
  });

  it('by two people at once is sent once: the second waits for the first', async () => {
    const { c1, ask } = await runningByItself();
    const answers = await Promise.all([
      ask({ restart: true }),
      ask({ restart: true, person: BEN, gesture: 'view:V2' }),
    ]);
    expect(answers.map(({ kind }) => kind)).toEqual(['queued', 'joined']);
    expect(await ask({ restart: true, gesture: 'view:V3' })).toMatchObject({ kind: 'joined' });
    expect(c1.calls).toEqual([FORCE]);
  });

  it('of a paused connector is not sent', async () => {
    const { c1, ask, index } = await setUp();
    index.note(connector('okta', 'prod', { paused: { since: 5, reason: null } }));
    expect(await ask({ restart: true })).toMatchObject({ kind: 'paused' });
    expect(c1.calls).toEqual([]);
  });
});

describe('a request while a run of ours is queued', () => {
  it('reads C1 first: that sync may have begun since', async () => {
    const { c1, ask, clock, show, recorded } = await setUp();
    await recorded({ requestedAt: clock.now() - 600_000 });
    await clock.advance(5_001);
    show({ state: 'running', startedAt: 9_999 });
    expect(await ask({ person: BEN })).toMatchObject({ kind: 'joined', isNew: false });
    expect(c1.calls).toEqual([READ]);
  });
});
