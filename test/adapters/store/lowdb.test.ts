import { chmod, mkdir, readFile, rename, rmdir, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { type AppendDurably, appendDurably } from '../../../src/adapters/store/audit/growing-file.ts';
import { changesPathOf } from '../../../src/adapters/store/change-lines.ts';
import { StoreFailed } from '../../../src/domain/errors.ts';
import { openStore } from './open-store.ts';
import { grantOf, queued, runOf } from './records.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const ann = { kind: 'user', userId: 'UANN', teamId: 'T1' } as const;

async function newPath(): Promise<string> {
  return join(await temporaryDirectory(), 'data', 'c1-sync.json');
}

it('makes the directory and the file at once, for its user only', async () => {
  const path = await newPath();
  await openStore(path);
  expect(((await stat(join(path, '..'))).mode & 0o777).toString(8)).toBe('700');
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  const empty = { format: 'c1-sync', version: 2, generation: 1, grants: [], runs: [], favourites: [], requests: [] };
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(empty);
});

it('keeps the file for its user only, whatever it was before', async () => {
  const path = await newPath();
  await (await openStore(path)).close();
  await chmod(path, 0o644);
  const store = await openStore(path);
  await store.addGrant(grantOf('g1', 'UANN'));
  expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
  expect(((await stat(changesPathOf(path))).mode & 0o777).toString(8)).toBe('600');
});

it('shows a change only when it is on disk', async () => {
  const path = await newPath();
  const store = await openStore(path);
  const written = store.addGrant(grantOf('g1', 'UANN'));
  expect(store.grantsOf(ann)).toEqual([]);
  await written;
  expect(await readFile(changesPathOf(path), 'utf8')).toContain('"g1"');
  expect(store.grantsOf(ann)).toHaveLength(1);
});

it('writes once for all changes that arrive during a write', async () => {
  const { append: counted, gate, open } = gatedWrite();
  const store = await openStore(await newPath(), { append: counted });
  gate.close();
  const first = store.addGrant(grantOf('first', 'UANN'));
  await vi.waitFor(() => expect(counted).toHaveBeenCalledTimes(1));
  const rest = Array.from({ length: 50 }, (_, n) => store.addGrant(grantOf(`g${n}`, 'UANN')));
  open();
  await Promise.all([first, ...rest]);
  expect(counted).toHaveBeenCalledTimes(2);
  expect(store.grants()).toHaveLength(51);
});

it('writes nothing for what is refused or changes nothing', async () => {
  const { append: counted } = gatedWrite();
  const store = await openStore(await newPath(), { append: counted });
  await store.beginRun(runOf('r1'), 60_000);
  counted.mockClear();
  expect(await store.beginRun(runOf('r2'), 60_000)).toMatchObject({ why: 'cooling-down' });
  await store.removeGrants(['unknown']);
  await expect(store.changeRun('unknown', queued)).rejects.toThrow(StoreFailed);
  await store.changeRun('r1', { message: null, watchers: [] });
  await store.watchRun('r1', { userId: 'U1', direct: true });
  await store.unwatchRun('r1', 'UANN');
  await store.setFavourites(ann, []);
  await expect(store.changeRequest('unknown', { toldAt: 1 })).rejects.toThrow(StoreFailed);
  expect(counted).not.toHaveBeenCalled();
});

it('rejects every change of a failed write, and is as it was', async () => {
  let broken = false;
  const breakable: AppendDurably = async (file, bytes) => {
    // As a disk that fills up: a part of it is written.
    await appendDurably(file, broken ? bytes.subarray(0, 20) : bytes);
    if (broken) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  const path = await newPath();
  const store = await openStore(path, { append: breakable });
  await store.addGrant(grantOf('g1', 'UANN'));
  const bytes = await readFile(changesPathOf(path), 'utf8');

  broken = true;
  const changes = [
    store.addGrant(grantOf('g2', 'UANN')),
    store.removeGrants(['g1']),
    store.beginRun(runOf('r1'), 60_000),
    store.beginRun(runOf('r2'), 60_000),
  ];
  for (const outcome of await Promise.allSettled(changes)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store_failed', cause: { code: 'ENOSPC' } } });
  }
  expect(store.grants()).toEqual([grantOf('g1', 'UANN')]);
  expect(await store.openRuns()).toEqual([]);
  expect(await readFile(changesPathOf(path), 'utf8')).toBe(bytes);
  expect(store.isOpen()).toBe(true);

  broken = false;
  expect(await store.beginRun(runOf('r2'), 60_000)).toBeUndefined();
  await store.addGrant(grantOf('g3', 'UANN'));
  await store.close();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
    grants: [{ id: 'g1' }, { id: 'g3' }],
    runs: [{ id: 'r2' }],
  });
});

it('recovers when the file system does', async () => {
  const path = await newPath();
  const store = await openStore(path);
  await rename(path, `${path}.aside`);
  await mkdir(path);
  await expect(store.addGrant(grantOf('g1', 'UANN'))).rejects.toThrow(StoreFailed);
  await rmdir(path);
  await store.addGrant(grantOf('g2', 'UANN'));
  expect(store.grants().map(({ id }) => id)).toEqual(['g2']);
});

it('never overwrites what somebody else wrote into its file, and is lost then', async () => {
  const path = await newPath();
  const onLost = vi.fn();
  const store = await openStore(path, { onLost });
  const edited = JSON.stringify({
    format: 'c1-sync',
    version: 2,
    grants: [grantOf('by-hand', 'UANN')],
    runs: [],
    favourites: [],
  });
  await writeFile(path, edited);
  await expect(store.addGrant(grantOf('g1', 'UANN'))).rejects.toThrow(StoreFailed);
  expect(await readFile(path, 'utf8')).toBe(edited);
  expect(onLost).toHaveBeenCalledOnce();
  expect(store.isOpen()).toBe(false);
});

it('writes what was asked for before it closes, and only then gives the lock back', async () => {
  const path = await newPath();
  const { append: gated, gate, open } = gatedWrite();
  const store = await openStore(path, { append: gated });
  gate.close();
  const written = [store.addGrant(grantOf('g1', 'UANN')), store.addGrant(grantOf('g2', 'UANN'))];
  const closed = store.close();
  await vi.waitFor(() => expect(gated).toHaveBeenCalledOnce());
  expect((await stat(`${path}.lock`)).isDirectory()).toBe(true);
  open();
  await Promise.all([closed, ...written]);
  await expect(stat(`${path}.lock`)).rejects.toMatchObject({ code: 'ENOENT' });
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ grants: [{ id: 'g1' }, { id: 'g2' }] });
});

it('has one lock and one file whatever link leads to it', async () => {
  const path = await newPath();
  const link = join(await temporaryDirectory(), 'link.json');
  await (await openStore(path)).close();
  await symlink(path, link);
  const store = await openStore(link);
  await expect(openStore(path)).rejects.toMatchObject({ code: 'locked' });
  await store.addGrant(grantOf('g1', 'UANN'));
  expect(await readFile(changesPathOf(path), 'utf8')).toContain('"g1"');
  await unlink(link);
});

function gatedWrite() {
  let hold: Promise<void> = Promise.resolve();
  let open = () => {};
  const close = () => {
    hold = new Promise((resolve) => {
      open = resolve;
    });
  };
  const append = vi.fn<AppendDurably>(async (file, bytes) => {
    await hold;
    await appendDurably(file, bytes);
  });
  return { append, gate: { close }, open: () => open() };
}
