import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { FollowUps, Look } from '../../../src/ports/follow-ups.ts';
import { execute, HAS_POSTGRES, newDatabase } from '../../postgres/database.ts';
import { openRecords } from '../store/open-postgres.ts';
import { queued, runOf } from '../store/records.ts';

/** Longer than a job takes that was lost on its way and is tried again. */
/** Each look into the database is a connection of its own. */
const PATIENCE = { timeout: 45_000, interval: 250 };

const REF = { appId: 'app1', connectorId: 'con1' };

async function openTwo(onFinished: typeof onTestFinished, look: Look) {
  const url = await newDatabase(onFinished);
  const records = await Promise.all([1, 2].map(() => openRecords(url, { poolSize: 3 }, onFinished)));
  const followUps = records.map(({ createFollowUps }) => createFollowUps(look)) as [FollowUps, FollowUps];
  onFinished(async () => void (await Promise.all(followUps.map((one) => one.stop()))));
  return { url, store: (records[0] as (typeof records)[0]).store, followUps };
}

/** Seconds until each waiting job is due. */
async function dueIn(url: string): Promise<number[]> {
  const sql = `select extract(epoch from start_after - now())::float as due from c1_sync_jobs.job
    where name = 'follow' and state = 'created'`;
  return (await execute(url, sql)).map(({ due }) => Number(due));
}

const pickUp = async () => undefined;

describe.runIf(HAS_POSTGRES)('follow-ups as jobs', () => {
  it.concurrent('are one for a connector, however many ask in whichever instance', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const { url, followUps } = await openTwo(onFinished, async () => null);
    for (const one of [...followUps, ...followUps]) one.follow(REF);
    followUps[0].follow({ ...REF, connectorId: 'con2' });
    await vi.waitFor(async () => expect(await dueIn(url)).toHaveLength(2), PATIENCE);
    for (const due of await dueIn(url)) expect(due).toBeLessThan(5.1);
  });

  it.concurrent('are looked at by one instance at a time, each look after the one before, until nothing is left', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const looks: string[] = [];
    const waits = [1_000, null];
    const { url, followUps } = await openTwo(onFinished, async ({ connectorId }, _, memory) => {
      looks.push(`${connectorId} ${memory.unreadableSince}`);
      memory.unreadableSince = 42;
      return waits.shift() ?? null;
    });
    for (const one of followUps) one.start(pickUp);
    for (const one of followUps) one.follow(REF);
    await vi.waitFor(() => expect(looks).toEqual(['con1 null', 'con1 42']), PATIENCE);
    await vi.waitFor(async () => {
      expect(await execute(url, `select id from c1_sync_jobs.job where name = 'follow'`)).toEqual([]);
    }, PATIENCE);
  });

  it.concurrent('come sooner for whoever asks now, and are not put off', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const { url, followUps } = await openTwo(onFinished, async () => 60_000);
    followUps[0].start(pickUp);
    followUps[0].follow(REF);
    await vi.waitFor(async () => expect((await dueIn(url))[0]).toBeGreaterThan(50), PATIENCE);
    followUps[1].follow(REF);
    await vi.waitFor(async () => expect((await dueIn(url))[0]).toBeLessThan(5.1), PATIENCE);
    expect(await dueIn(url)).toHaveLength(1);
  });

  it.concurrent('are there for whatever is open, whoever forgot to ask', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const looked = vi.fn<Look>(async () => null);
    const { store, followUps } = await openTwo(onFinished, looked);
    await store.beginRun(runOf('r1', queued), 0);
    followUps[1].start(pickUp);
    await vi.waitFor(() => expect(looked).toHaveBeenCalled(), PATIENCE);
    expect(looked.mock.calls[0]?.[0]).toEqual(REF);
    expect(followUps[1].size).toBe(1);
  });

  it.concurrent('hand over at a stop: what is under way is cut off and due again', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const { url, followUps } = await openTwo(
      onFinished,
      (_ref, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
    );
    followUps[0].start(pickUp);
    followUps[0].follow(REF);
    await vi.waitFor(async () => {
      expect(await execute(url, `select key from c1_sync.turns where key like 'follow:%'`)).toHaveLength(1);
    }, PATIENCE);
    await followUps[0].stop();
    const [due] = await dueIn(url);
    expect(due).toBeLessThan(5.1);
  });
});

describe.runIf(HAS_POSTGRES)('what a dead instance left', () => {
  it('is given to one other, once', async () => {
    const { url, store } = await openTwo(onTestFinished, async () => null);
    await store.beginRun(runOf('r1'), 0);
    expect(await store.leftRuns()).toEqual([]);
    const other = await openRecords(url, { poolSize: 3 });
    await execute(url, `update c1_sync.runs set held_by = gen_random_uuid()`);
    const left = await Promise.all([store.leftRuns(), other.store.leftRuns()]);
    expect(left.flat().map(({ id }) => id)).toEqual(['r1']);
  });

  it('after an orderly stop is noticed and goes on at once', async () => {
    const url = await newDatabase(onTestFinished);
    const [one, two] = await Promise.all([1, 2].map(() => openRecords(url, { poolSize: 3 })));
    const followUps = two?.createFollowUps(async () => null);
    onTestFinished(() => followUps?.stop());
    const pickedUp = vi.fn(async () => undefined);
    followUps?.start(pickedUp);
    await one?.store.beginRun(runOf('r1'), 0);
    await one?.close();
    await vi.waitFor(() => expect(pickedUp).toHaveBeenCalledTimes(2), PATIENCE);
    expect((await two?.store.leftRuns())?.map(({ id }) => id)).toEqual(['r1']);
  });
});
