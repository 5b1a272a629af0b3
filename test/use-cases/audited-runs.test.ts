import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { StoreFailed } from '../../src/domain/errors.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import type { Log } from '../../src/ports/log.ts';
import type { RunStore } from '../../src/ports/store.ts';
import { auditRuns } from '../../src/use-cases/audited-runs.ts';
import { createRequestSync } from '../../src/use-cases/request-sync.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { QUEUED } from '../doubles/runs.ts';
import { memoryTrail } from '../doubles/trail.ts';
import { PROD, setUp as setUpStage } from './stage.ts';

const ASKING: SyncRun = { ...QUEUED, state: 'asking', reason: 'a joiner waits' };
const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
const OKTA = { appId: 'a', connectorId: 'c', label: QUEUED.label };

/** `store` is what is really kept; `disk` can be made to fail. */
function setUp() {
  const clock = new ManualClock();
  const errors: string[] = [];
  const log: Log = { ...quiet, error: (_, message) => void errors.push(message) };
  const store = openMemoryStore();
  const disk: { -readonly [K in keyof RunStore]: RunStore[K] } = { ...store };
  const { trail, events, refuse } = memoryTrail({ clock, log });
  const runs = auditRuns(disk, { trail, clock, log });
  const told = async () => (await events()).map(({ action, result, why }) => [action, result, why]);
  return { clock, store, disk, runs, events, refuse, told, errors };
}

const full = async () => {
  throw new StoreFailed('the disk is full');
};

describe('the beginning of a run', () => {
  it('stands in the trail: who, where, on what, why', async () => {
    const { runs, events, store } = setUp();
    expect(await runs.beginRun(ASKING, 0)).toBeUndefined();
    expect(await events()).toMatchObject([
      {
        action: 'sync.requested',
        actor: ANA,
        channelId: 'C1',
        connector: OKTA,
        runId: ASKING.id,
        allowed: true,
        result: null,
        details: { origin: 'request', reason: 'a joiner waits' },
      },
    ]);
    expect(await store.run(ASKING.id)).toEqual(ASKING);
  });

  it('that a crash kept out of the trail is written by the process that picks the run up, once', async () => {
    const { runs, events, store, clock } = setUp();
    await store.beginRun({ ...ASKING, requestedAt: clock.now() }, 0);
    await clock.advance(20_000);
    expect(await runs.leftRuns()).toHaveLength(1);
    await runs.leftRuns();
    expect(await events()).toMatchObject([
      {
        action: 'sync.requested',
        actor: ANA,
        connector: OKTA,
        runId: ASKING.id,
        details: {
          reason: 'a joiner waits',
          requested: new Date(clock.now() - 20_000).toISOString(),
          written: 'after a crash',
        },
      },
    ]);
  });

  it('that stands in the trail is not written again when the run is picked up', async () => {
    const { runs, told, clock } = setUp();
    await runs.beginRun({ ...ASKING, requestedAt: clock.now() }, 0);
    await runs.leftRuns();
    expect(await told()).toEqual([['sync.requested', null, null]]);
  });

  it.each([
    ['restart', 'sync.requested'],
    ['resume', 'connector.resumed'],
    ['join', 'sync.joined'],
  ] as const)('as a %s is %s', async (origin, action) => {
    const { runs, events } = setUp();
    await runs.beginRun({ ...ASKING, origin }, 0);
    expect(await events()).toMatchObject([{ action, details: { origin } }]);
  });

  it('is written at the same time as the run, and both are there before it goes on', async () => {
    const { runs, disk, events, store } = setUp();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    disk.beginRun = (run, cooldownMs) => held.then(() => store.beginRun(run, cooldownMs));
    const begun = runs.beginRun(ASKING, 0);
    expect(await events()).toHaveLength(1);
    letGo();
    expect(await begun).toBeUndefined();
  });

  it('that cannot be recorded is a refusal, of which nothing is left to do', async () => {
    const { runs, refuse, store, clock, events } = setUp();
    refuse(() => true);
    await expect(runs.beginRun(ASKING, 0)).rejects.toThrow(StoreFailed);
    const now = clock.now();
    expect(await store.run(ASKING.id)).toMatchObject({ state: 'refused', errorCode: 'store_failed', endToldAt: now });
    expect(await store.openRuns()).toEqual([]);
    refuse(() => false);
    expect(await runs.beginRun({ ...ASKING, id: 'second' }, 60_000)).toBeUndefined();
    expect(await events()).toHaveLength(1);
  });

  it('that could not be taken back either is in the log', async () => {
    const { runs, refuse, disk, errors } = setUp();
    refuse(() => true);
    disk.changeRun = full;
    await expect(runs.beginRun(ASKING, 0)).rejects.toThrow(StoreFailed);
    expect(errors).toEqual(['a sync that is not in the audit trail could not be taken back']);
  });

  it('that could not be kept is said to be not done', async () => {
    const { runs, disk, told } = setUp();
    disk.beginRun = full;
    await expect(runs.beginRun(ASKING, 0)).rejects.toThrow(StoreFailed);
    expect(await told()).toEqual([
      ['sync.requested', null, null],
      ['sync.requested', 'not-done', 'store_failed'],
    ]);
  });

  it('that another run stands in the way of says so, and of which', async () => {
    const { runs, events, told } = setUp();
    await runs.beginRun(QUEUED, 0);
    const second = { ...ASKING, id: 'second', dedupeKey: 'second', requestedBy: 'U0BEN' };
    expect(await runs.beginRun(second, 60_000)).toMatchObject({ why: 'cooling-down' });
    expect((await told()).slice(1)).toEqual([
      ['sync.requested', null, null],
      ['sync.requested', 'not-done', 'cooling-down'],
    ]);
    expect((await events()).at(-1)).toMatchObject({ actor: { userId: 'U0BEN' }, details: { instead: QUEUED.id } });
  });
});

describe('what becomes of a run', () => {
  it.each([
    ['request', 'POST force_sync'],
    ['resume', 'POST resume'],
  ] as const)("stands in the trail: C1's answer to a %s, and the end", async (origin, c1Request) => {
    const { runs, events, clock } = setUp();
    await runs.beginRun({ ...ASKING, origin }, 0);
    for (const state of ['queued', 'waiting', 'running'] as const) {
      await runs.changeRun(ASKING.id, { state, changedAt: clock.now() });
    }
    await runs.changeRun(ASKING.id, { state: 'failed', detail: 'the credential has expired' });
    await runs.changeRun(ASKING.id, { endToldAt: clock.now() });
    const [, ...came] = await events();
    expect(came).toMatchObject([
      { action: 'sync.answered', result: 'queued', why: null, c1Request, runId: ASKING.id, actor: ANA },
      { action: 'sync.ended', result: 'failed', details: { detail: 'the credential has expired' }, connector: OKTA },
    ]);
  });

  it('is one event where C1 refused it', async () => {
    const { runs, told } = setUp();
    await runs.beginRun(ASKING, 0);
    await runs.changeRun(ASKING.id, { state: 'refused', errorCode: 'c1_rejected' });
    expect((await told()).slice(1)).toEqual([['sync.answered', 'refused', 'c1_rejected']]);
  });

  it('is two where it had ended when C1 was looked at', async () => {
    const { runs, told } = setUp();
    await runs.beginRun(ASKING, 0);
    await runs.changeRun(ASKING.id, { state: 'finished' });
    await runs.changeRun(ASKING.id, { state: 'failed' });
    expect((await told()).slice(1)).toEqual([
      ['sync.answered', 'finished', null],
      ['sync.ended', 'finished', null],
    ]);
  });

  it('goes on when it cannot be recorded, and the log has it', async () => {
    const { runs, refuse, errors, told } = setUp();
    await runs.beginRun(ASKING, 0);
    refuse(() => true);
    expect(await runs.changeRun(ASKING.id, { state: 'queued' })).toMatchObject({ state: 'queued' });
    expect(await runs.changeRun(ASKING.id, { state: 'finished' })).toMatchObject({ state: 'finished' });
    await runs.watchRun(ASKING.id, { userId: 'U0BEN', direct: false });
    expect(errors).toHaveLength(3);
    expect(await told()).toHaveLength(1);
  });

  it("has C1's answer also where the run could not be changed", async () => {
    const { runs, disk, told } = setUp();
    await runs.beginRun(ASKING, 0);
    disk.changeRun = full;
    await expect(runs.changeRun(ASKING.id, { state: 'queued' })).rejects.toThrow(StoreFailed);
    expect((await told()).at(-1)).toEqual(['sync.answered', 'queued', null]);
  });

  it('that was taken back, since the person may not, has that nothing was sent', async () => {
    const { runs, events } = setUp();
    await runs.beginRun(ASKING, 0);
    await runs.changeRun(ASKING.id, { state: 'refused', errorCode: 'not_allowed' });
    expect((await events()).slice(1)).toMatchObject([
      { action: 'sync.requested', result: 'not-done', why: 'not_allowed', c1Request: null },
    ]);
  });

  it('has the reference that people are shown', async () => {
    const { runs, events } = setUp();
    await runs.beginRun(ASKING, 0);
    await runs.changeRun(ASKING.id, { state: 'queued' });
    expect((await events()).map(({ reference }) => reference)).toEqual(['1b9d6bcd', '1b9d6bcd']);
  });

  it('has who waits for it, and who tried once more, and who waits no more', async () => {
    const { runs, events } = setUp();
    await runs.beginRun(ASKING, 0);
    for (const userId of ['U0BEN', 'U0BEN', 'U0ANA']) await runs.watchRun(ASKING.id, { userId, direct: true }, 'C9');
    expect((await events()).slice(1)).toMatchObject([
      {
        action: 'sync.joined',
        actor: { userId: 'U0BEN', teamId: 'T0HOME' },
        runId: ASKING.id,
        channelId: 'C9',
        result: null,
      },
      { action: 'sync.joined', actor: { userId: 'U0BEN' }, result: 'not-done', why: 'waits-already' },
      { action: 'sync.joined', actor: { userId: 'U0ANA' }, result: 'not-done', why: 'waits-already' },
    ]);
    for (const userId of ['U0BEN', 'U0BEN']) await runs.unwatchRun(ASKING.id, userId);
    expect((await events()).slice(4)).toMatchObject([{ action: 'sync.left', actor: { userId: 'U0BEN' } }]);
  });
});

describe('a request over runs with their trail', () => {
  it('is not sent to C1 when it cannot be recorded, and can be made again', async () => {
    const { parts, c1, clock, log } = await setUpStage();
    const { trail, events, refuse } = memoryTrail({ clock });
    const requestSync = createRequestSync({ ...parts, runs: auditRuns(parts.runs, { trail, clock, log }) });
    const ask = (gesture: string) => requestSync({ person: ANA, ref: PROD, gesture, channelId: 'C1', reason: null });
    refuse(() => true);
    await expect(ask('g1')).rejects.toThrow(StoreFailed);
    expect(c1.calls).toEqual([]);
    refuse(() => false);
    expect(await ask('g1')).toMatchObject({ kind: 'queued' });
    expect((await events()).map(({ action }) => action)).toEqual(['sync.requested', 'sync.answered']);
  });
});
