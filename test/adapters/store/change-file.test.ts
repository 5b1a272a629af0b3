import { appendFile, copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changesPathOf } from '../../../src/adapters/store/change-lines.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from './open-store.ts';
import { finished, grantOf, queued, requestOf, runOf } from './records.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const ann = { kind: 'user', userId: 'UANN', teamId: 'T1' } as const;
const favourite = { appId: 'app1', connectorId: 'con1' };

/** A store with changes beside it, copied as it would be after a crash: nothing was closed. */
async function afterCrash(change: (store: Store) => Promise<unknown>): Promise<{ path: string; changes: string }> {
  const running = join(await temporaryDirectory(), 'running.json');
  const store = await openStore(running);
  await change(store);
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  await copyFile(running, path);
  await copyFile(changesPathOf(running), changesPathOf(path));
  return { path, changes: changesPathOf(path) };
}

it('adds a change beside the store, whatever the store holds, and leaves the store as it is', async () => {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  const store = await openStore(path);
  for (let n = 0; n < 300; n += 1) await store.addGrant(grantOf(`g${n}`, `U${n}`));
  const [before, whole] = [(await stat(changesPathOf(path))).size, await readFile(path, 'utf8')];
  await store.addGrant(grantOf('one-more', 'UANN'));
  expect((await stat(changesPathOf(path))).size - before).toBeLessThan(400);
  expect(await readFile(path, 'utf8')).toBe(whole);
});

it('knows after a crash every change that was confirmed', async () => {
  const { path } = await afterCrash(async (store) => {
    await store.addGrant(grantOf('g1', 'UANN'));
    await store.addGrant(grantOf('g2', 'UANN'), ['g1']);
    await store.addGrant(grantOf('g3', 'UBEN'));
    await store.removeGrants(['g3']);
    await store.beginRun(runOf('r1'), 0);
    await store.changeRun('r1', queued);
    await store.changeRun('r1', finished);
    await store.setFavourites(ann, [favourite]);
    await store.addRequest(requestOf('q1', 'UCLEO'));
  });
  const store = await openStore(path);
  expect(store.grants()).toEqual([grantOf('g2', 'UANN')]);
  expect(await store.run('r1')).toMatchObject({ state: 'finished' });
  expect(await store.favouritesOf(ann)).toEqual([favourite]);
  expect(await store.request('q1')).toEqual(requestOf('q1', 'UCLEO'));
});

it('is whole again after the start, with nothing beside it', async () => {
  const { path, changes } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  await openStore(path);
  expect(await readFile(path, 'utf8')).toContain('"g1"');
  await expect(stat(changes)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('is whole again after it was closed', async () => {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  const store = await openStore(path);
  await store.addGrant(grantOf('g1', 'UANN'));
  await store.close();
  expect(await readFile(path, 'utf8')).toContain('"g1"');
  await expect(stat(changesPathOf(path))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('is written whole once as much has changed as it holds', async () => {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  const store = await openStore(path);
  const long = 'x'.repeat(300_000);
  for (let n = 0; n < 5; n += 1) await store.addGrant({ ...grantOf(`g${n}`, 'UANN'), reason: long });
  const known = JSON.parse(await readFile(path, 'utf8'));
  expect(known.grants).toHaveLength(5);
  expect(known.generation).toBe(2);
});

it.each([
  ['a line that was not finished', '{"grants":{"gone":["g1"'],
  ['zeros of a power cut', `${'\0'.repeat(40)}\n`],
])('leaves out %s: it was confirmed to nobody', async (_what, rest) => {
  const { path, changes } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  await appendFile(changes, rest);
  expect((await openStore(path)).grants()).toEqual([grantOf('g1', 'UANN')]);
});

it.each([
  ['no JSON', 'nonsense\n', /line 3 is not JSON/],
  ['a grant without its end', '{"grants":{"put":[{"id":"g9"}]}}\n', /line 3: grants\.put\[0\]/],
  ['a list nobody knows', '{"secrets":{"gone":["x"]}}\n', /line 3: .*secrets/],
])('refuses changes with %s, and leaves all as it was', async (_what, line, says) => {
  const { path, changes } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  await appendFile(changes, line);
  const [store, beside] = [await readFile(path), await readFile(changes)];
  await expect(openStore(path)).rejects.toThrow(says);
  await expect(openStore(path)).rejects.toMatchObject({ code: 'damaged' });
  expect([await readFile(path), await readFile(changes)]).toEqual([store, beside]);
});

it('refuses changes beside a store that was edited or exchanged: a grant taken out by hand must not come back', async () => {
  const { path } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  await writeFile(path, `${await readFile(path, 'utf8')} `);
  await expect(openStore(path)).rejects.toThrow(/go on from another state of it/);
});

it('refuses changes that are newer than the store', async () => {
  const { path } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  await writeFile(path, (await readFile(path, 'utf8')).replace('"generation":1', '"generation":0'));
  await expect(openStore(path)).rejects.toThrow(/go on from another state of it/);
});

it('knows changes that a crash left over after the store was written whole', async () => {
  const { path, changes } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  const left = await readFile(changes);
  const store = await openStore(path);
  await store.removeGrants(['g1']);
  await store.close();
  await writeFile(changes, left);
  expect((await openStore(path)).grants()).toEqual([]);
});

it('starts empty when the store was moved away and its changes were not', async () => {
  const { changes } = await afterCrash((store) => store.addGrant(grantOf('g1', 'UANN')));
  const alone = join(await temporaryDirectory(), 'c1-sync.json');
  await copyFile(changes, changesPathOf(alone));
  const store = await openStore(alone);
  expect(store.grants()).toEqual([]);
  await store.addGrant(grantOf('g2', 'UBEN'));
  await store.close();
  expect((await openStore(alone)).grants()).toEqual([grantOf('g2', 'UBEN')]);
});
