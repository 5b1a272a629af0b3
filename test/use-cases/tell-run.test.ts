import { describe, expect, it } from 'vitest';
import { C1Rejected, StoreFailed } from '../../src/domain/errors.ts';
import type { RunStore } from '../../src/ports/store.ts';
import { createTellRun } from '../../src/use-cases/tell-run.ts';
import { HOUR, type Stage, setUp } from './stage.ts';

const failing = (stage: Stage, broken: Partial<RunStore>) =>
  createTellRun({ ...stage.parts, runs: { ...stage.runs, ...broken } });
const noDisk = () => Promise.reject(new StoreFailed('disk full'));

describe('the first message about a run', () => {
  it('is recorded with its place, and rewritten in place from then on', async () => {
    const { tellRun, runs, recorded, announcer } = await setUp();
    const run = await recorded();
    await tellRun.announce(run);
    expect(await runs.run(run.id)).toMatchObject({ message: { channelId: 'C1', ts: 'm1' }, endToldAt: null });
    await tellRun.update(run, await tellRun.outlookFor(run));
    expect(announcer.lines).toEqual(['announce queued m1', 'update queued m1']);
  });

  it('about a refusal is the last as well, with the reason', async () => {
    const { tellRun, runs, recorded, announcer, clock } = await setUp();
    const run = await recorded({ state: 'refused' });
    const error = new C1Rejected('409');
    await tellRun.announce(run, { error });
    await tellRun.tellEnd(run);
    expect(announcer.lines).toEqual(['announce refused m1']);
    expect(announcer.tellings[0]?.aside).toEqual({ error });
    expect(await runs.run(run.id)).toMatchObject({ endToldAt: clock.now() });
  });

  it('on its way is waited for: what comes meanwhile is told in the same message', async () => {
    const { tellRun, runs, recorded, announcer } = await setUp();
    const run = await recorded();
    let arrive = () => {};
    announcer.gate = new Promise((resolve) => (arrive = resolve));
    const announcing = tellRun.announce(run);
    const ended = await runs.changeRun(run.id, { state: 'finished' });
    const ending = tellRun.tellEnd(ended);
    arrive();
    await Promise.all([announcing, ending]);
    expect(announcer.lines).toEqual(['announce queued m1', 'update finished m1', 'call finished m1']);
  });

  it('that reached nobody is posted when somebody can be told again', async () => {
    const { tellRun, runs, recorded, announcer } = await setUp();
    const run = await recorded();
    announcer.isAway = true;
    await tellRun.announce(run);
    expect((await runs.run(run.id))?.said).toBeUndefined();
    announcer.isAway = false;
    await tellRun.update(run, await tellRun.outlookFor(run));
    expect(announcer.lines).toEqual(['announce queued m1']);
  });

  it('told where it cannot be rewritten is not told twice', async () => {
    const { tellRun, recorded, announcer } = await setUp();
    const run = await recorded();
    announcer.isPlaceless = true;
    await tellRun.announce(run);
    await tellRun.update(run, await tellRun.outlookFor(run));
    expect(announcer.lines).toEqual(['announce queued -']);
  });
});

describe('a run that several instances tell of', () => {
  it('is announced once: whoever follows it may have been faster', async () => {
    const { tellRun, recorded, announcer } = await setUp();
    const run = await recorded();
    await tellRun.update(run, await tellRun.outlookFor(run));
    await tellRun.announce(run);
    expect(announcer.lines).toEqual(['announce queued m1']);
  });

  it('calls out once, though one stood still while another told the end', async () => {
    const { tellRun, runs, recorded, announcer, clock } = await setUp();
    const run = await recorded({ state: 'finished', message: { channelId: 'C1', ts: 'm9' } });
    let goOn = () => {};
    announcer.gate = new Promise((resolve) => (goOn = resolve));
    const ending = tellRun.tellEnd(run);
    await clock.advance(0);
    await runs.changeRun(run.id, { endToldAt: clock.now() - 1 });
    goOn();
    await ending;
    expect(announcer.lines).toEqual(['update finished m9']);
  });
});

describe('the end of a run', () => {
  it('is told in the message, recorded, and then called out to those who wait by now', async () => {
    const { tellRun, runs, recorded, announcer, clock } = await setUp();
    const run = await recorded();
    await tellRun.announce(run);
    const ended = await runs.changeRun(run.id, { state: 'failed', detail: 'x' });
    await tellRun.tellEnd(ended);
    await tellRun.tellEnd(ended);
    expect(announcer.lines).toEqual(['announce queued m1', 'update failed m1', 'call failed m1']);
    expect(await runs.run(run.id)).toMatchObject({ endToldAt: clock.now() });
  });

  it('is kept for later while nobody can be told, and nobody is called', async () => {
    const { tellRun, runs, recorded, announcer } = await setUp();
    const run = await recorded({ state: 'finished', message: { channelId: 'C1', ts: 'm9' } });
    announcer.isAway = true;
    await tellRun.tellEnd(run);
    expect(await runs.run(run.id)).toMatchObject({ endToldAt: null });
    announcer.isAway = false;
    await tellRun.tellEnd(run);
    expect(announcer.lines).toEqual(['update finished m9', 'call finished m9']);
  });

  it('that could not be told for a day is left to the log', async () => {
    const { tellRun, runs, recorded, announcer, clock } = await setUp();
    const run = await recorded({ state: 'finished', message: { channelId: 'C1', ts: 'm9' } });
    announcer.isAway = true;
    await clock.advance(24 * HOUR);
    await tellRun.tellEnd(run);
    expect(await runs.run(run.id)).toMatchObject({ endToldAt: clock.now() });
    expect(announcer.lines).toEqual([]);
  });

  it('of a run without a message first makes one that can be rewritten', async () => {
    const { tellRun, recorded, announcer } = await setUp();
    await tellRun.tellEnd(await recorded({ state: 'finished' }));
    expect(announcer.lines).toEqual(['announce queued m1', 'update finished m1', 'call finished m1']);
    await tellRun.tellEnd(await recorded({ state: 'refused' }));
    expect(announcer.lines.slice(3)).toEqual(['announce asking m2', 'update refused m2', 'call refused m2']);
  });

  it('that could not be recorded calls nobody, so that nobody is called twice', async () => {
    const stage = await setUp();
    const run = await stage.recorded({ state: 'finished', message: { channelId: 'C1', ts: 'm9' } });
    await failing(stage, { changeRun: noDisk }).tellEnd(run);
    expect(stage.announcer.lines).toEqual(['update finished m9']);
  });

  it('is not told by an update', async () => {
    const { tellRun, recorded, announcer } = await setUp();
    const run = await recorded({ state: 'finished', message: { channelId: 'C1', ts: 'm9' } });
    await tellRun.update({ ...run, state: 'running' }, await tellRun.outlookFor(run));
    expect(announcer.lines).toEqual([]);
  });
});

describe('telling', () => {
  it('never rejects, whatever the store does', async () => {
    const stage = await setUp();
    const run = await stage.recorded();
    const outlook = await stage.tellRun.outlookFor(run);
    const tellRun = failing(stage, { run: noDisk, runsOf: noDisk, changeRun: noDisk });
    await Promise.all([tellRun.announce(run), tellRun.update(run, outlook), tellRun.tellEnd(run)]);
    expect(stage.announcer.lines).toEqual([]);
  });

  it('says how long syncs of the connector usually take: the median of those that finished', async () => {
    const { tellRun, recorded } = await setUp();
    for (const [n, took] of [10_000, 90_000, 20_000].entries()) {
      const ended = { endToldAt: 1, startedAt: 1_000, completedAt: 1_000 + took } as const;
      await recorded({ requestedAt: n, state: 'finished', ...ended });
      await recorded({ requestedAt: n, state: 'failed', ...ended, completedAt: 2_000 });
    }
    const run = await recorded();
    expect(await tellRun.outlookFor(run)).toMatchObject({ usualMs: 20_000, unreadable: false });
    expect(await tellRun.outlookFor({ ...run, connectorId: 'never-synced' }, true)).toMatchObject({
      usualMs: null,
      unreadable: true,
    });
  });
});
