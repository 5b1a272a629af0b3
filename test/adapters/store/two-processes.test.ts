import { readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { StoreFailed } from '../../../src/domain/errors.ts';
import { HeldStore } from './held-store.ts';
import { openStore } from './open-store.ts';
import { grantOf } from './records.ts';
import { temporaryDirectory } from './temporary-directory.ts';

async function newPath(): Promise<string> {
  return join(await temporaryDirectory(), 'c1-sync.json');
}

it('refuses the store that another process holds, and says which and what to do', async () => {
  const path = await newPath();
  const owner = new HeldStore(path);
  expect(await owner.said()).toBe('open');
  const before = performance.now();
  const refusal = openStore(path);
  await expect(refusal).rejects.toMatchObject({ name: 'StoreUnusable', code: 'locked' });
  await expect(refusal).rejects.toThrow(/c1-sync\.json is in use by another c1-sync.*Stop the other process/);
  expect(performance.now() - before).toBeLessThan(5000);
  owner.grant('g1');
  expect(await owner.said()).toBe('written g1');
});

it('refuses it in the same process', async () => {
  const path = await newPath();
  await openStore(path);
  await expect(openStore(path)).rejects.toMatchObject({ code: 'locked' });
});

it('takes over within ten seconds from a process that was killed, with all it wrote', async () => {
  const path = await newPath();
  const first = new HeldStore(path);
  expect(await first.said()).toBe('open');
  first.grant('g1');
  expect(await first.said()).toBe('written g1');
  await first.kill();

  const before = performance.now();
  const store = await openStore(path);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(store.grants()).toEqual([grantOf('g1', 'U1')]);
});

it('loses nothing it acknowledged, whenever it is killed', async () => {
  for (const patience of [0, 3, 10, 31, 90]) {
    const path = await newPath();
    const victim = new HeldStore(path);
    expect(await victim.said()).toBe('open');
    for (let n = 0; n < 500; n += 1) victim.grant(`g${n}`);
    const acknowledged: string[] = [(await victim.said()).replace('written ', '')];
    await systemClock.sleep(patience);
    await victim.kill();
    for (let line = await victim.said(); line !== 'ended'; line = await victim.said()) {
      acknowledged.push(line.replace('written ', ''));
    }
    // Its owner is dead for certain: no need to wait until the lock is stale.
    await rmdir(`${path}.lock`);
    const kept = new Set((await openStore(path)).grants().map(({ id }) => id));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }
});

it('lets a process that closed its store be followed at once', async () => {
  const path = await newPath();
  const first = new HeldStore(path);
  expect(await first.said()).toBe('open');
  first.child.stdin?.end();
  expect(await first.said()).toBe('ended');
  const before = performance.now();
  await openStore(path);
  expect(performance.now() - before).toBeLessThan(4000);
});

it('writes nothing any more after it slept through its lock and another process took over', async () => {
  const path = await newPath();
  const sleeper = new HeldStore(path);
  expect(await sleeper.said()).toBe('open');
  sleeper.child.kill('SIGSTOP');
  const store = await openStore(path);
  await store.addGrant(grantOf('ours', 'U1'));

  sleeper.grant('theirs');
  sleeper.child.kill('SIGCONT');
  const said = [await sleeper.said(), await sleeper.said()];
  expect(said.sort()).toEqual(['failed theirs', 'lost']);
  expect(await readFile(path, 'utf8')).not.toContain('theirs');
  // The one that woke up must not take the lock away with it.
  await systemClock.sleep(2500);
  await store.addGrant(grantOf('more', 'U1'));
  expect(store.isOpen()).toBe(true);
});

it('is lost once, and says so once, when its lock is taken away', async () => {
  const path = await newPath();
  const onLost = vi.fn();
  const store = await openStore(path, { onLost });
  await rmdir(`${path}.lock`);
  await vi.waitFor(() => expect(onLost).toHaveBeenCalledOnce(), 3000);
  expect(store.isOpen()).toBe(false);
  await expect(store.addGrant(grantOf('g1', 'U1'))).rejects.toThrow(StoreFailed);
  await expect(store.removeGrants(['g1'])).rejects.toThrow(StoreFailed);
  expect(onLost).toHaveBeenCalledOnce();
});

it('keeps the old file whole when the disk is full', async () => {
  const path = await newPath();
  const small = new HeldStore(path, 200);
  expect(await small.said()).toBe('open');
  small.grant('g1');
  expect(await small.said()).toBe('written g1');
  small.grant('big');
  expect(await small.said()).toBe('failed big');
  small.grant('g2');
  expect(await small.said()).toBe('written g2');
  small.child.stdin?.end();
  expect(await small.said()).toBe('ended');
  const store = await openStore(path);
  expect(store.grants().map(({ id }) => id)).toEqual(['g1', 'g2']);
});
