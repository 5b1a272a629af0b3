import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Database } from '../../../src/adapters/store/postgres/database.ts';
import { Instance } from '../../../src/adapters/store/postgres/instance.ts';
import { prepareDatabase } from '../../../src/adapters/store/postgres/prepare-database.ts';
import { SharedTurns } from '../../../src/adapters/store/postgres/shared-turns.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { execute, HAS_POSTGRES, newDatabase } from '../../postgres/database.ts';
import { silent } from './silent.ts';

async function openTwo() {
  const url = await newDatabase(onTestFinished);
  await prepareDatabase(url);
  const open = async () => {
    const parts = { clock: systemClock, log: silent };
    const database = new Database({ ...parts, url, poolSize: 3 });
    onTestFinished(() => database.close());
    const instance = new Instance({ ...parts, id: randomUUID(), database });
    await instance.beat();
    return { instance, turns: new SharedTurns({ ...parts, database, instance }) };
  };
  return { url, one: await open(), two: await open() };
}

describe.runIf(HAS_POSTGRES)('turns of two instances', () => {
  it('never overlap, and all come', async () => {
    const { one, two } = await openTwo();
    let atIt = 0;
    let most = 0;
    let done = 0;
    const work = async () => {
      most = Math.max(most, ++atIt);
      await systemClock.sleep(20);
      atIt -= 1;
      done += 1;
    };
    await Promise.all([one, two, one, two].map(({ turns }) => turns.take('key', work)));
    expect({ most, done }).toEqual({ most: 1, done: 4 });
  });

  it('of other keys do not wait for each other', async () => {
    const { one, two } = await openTwo();
    let end = () => {};
    const done = new Promise<void>((resolve) => (end = resolve));
    const taken = one.turns.take('a', () => done);
    expect(await two.turns.take('b', async () => 'done')).toBe('done');
    end();
    await taken;
  });

  it('are given back by work that fails', async () => {
    const { one, two } = await openTwo();
    await expect(one.turns.take('key', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await two.turns.tryTake('key', async () => 1)).toEqual({ value: 1 });
  });

  it('can be tried: one that is taken is not waited for', async () => {
    const { one, two } = await openTwo();
    const tried = await one.turns.take('key', () => two.turns.tryTake('key', async () => 1));
    expect(tried).toBeUndefined();
  });

  it('of an instance that is gone are taken over, and whoever notices is told once', async () => {
    const { url, one, two } = await openTwo();
    let end = () => {};
    const stuck = one.turns.take('key', () => new Promise<void>((resolve) => (end = resolve)));
    await expect.poll(() => one.instance.turns.size).toBe(1);
    await expect.poll(() => execute(url, 'select key from c1_sync.turns'), { interval: 200 }).toHaveLength(1);
    await execute(url, `update c1_sync.instances set alive_until = now() where id = '${one.instance.id}'`);
    let told = 0;
    two.instance.onGone = () => {
      told += 1;
    };
    expect(await two.turns.tryTake('key', async () => 1)).toEqual({ value: 1 });
    await two.instance.beat();
    await two.instance.beat();
    expect(told).toBe(1);
    end();
    await stuck;
  });

  it('that could not be given back are let go by the next beat', async () => {
    const { url, one, two } = await openTwo();
    await execute(url, `insert into c1_sync.turns (key, holder) values ('key', '${one.instance.id}')`);
    expect(await two.turns.tryTake('key', async () => 1)).toBeUndefined();
    await one.instance.beat();
    expect(await two.turns.tryTake('key', async () => 1)).toEqual({ value: 1 });
  });
});
