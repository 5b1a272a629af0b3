import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from './open-store.ts';
import { grantOf, NOW, neverSynced, runOf } from './records.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** As version 1 wrote them. */
const grant = {
  id: 'g1',
  subject: { userId: 'UANN', teamId: 'T1' },
  role: 'requester',
  scope: { kind: 'app', appId: 'app1', name: 'Okta' },
  grantedBy: 'UBOSS',
  grantedAt: NOW,
  expiresAt: NOW + 1,
  reason: null,
};
const queuedRun = {
  id: 'r1',
  dedupeKey: 'gesture-r1',
  appId: 'app1',
  connectorId: 'con1',
  label: 'Okta / Main',
  requestedBy: 'U1',
  teamId: 'T1',
  requestedAt: NOW,
  reason: null,
  channelId: null,
  state: 'queued',
  before: neverSynced,
  errorCode: null,
  settledAt: NOW + 5,
};
const refusedRun = { ...queuedRun, id: 'r2', dedupeKey: 'gesture-r2', state: 'refused', errorCode: 'c1_rejected' };
const unclearRun = { ...queuedRun, id: 'r3', dedupeKey: 'gesture-r3', state: 'unclear', errorCode: 'c1_unavailable' };
const askingRun = { ...queuedRun, id: 'r4', dedupeKey: 'gesture-r4', state: 'asking', settledAt: null };

const good = {
  format: 'c1-sync',
  version: 1,
  grants: [grant],
  runs: [queuedRun, refusedRun, unclearRun, askingRun],
};

async function fileOf(content: object): Promise<string> {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  await writeFile(path, JSON.stringify(content));
  return path;
}

async function openFileOf(content: object): Promise<Store> {
  return openStore(await fileOf(content));
}

it('keeps what a person may: to sync, in the same scope, until the same end', async () => {
  const store = await openFileOf(good);
  const { subject, ...rest } = grantOf('g1', 'UANN', { scope: { kind: 'app', appId: 'app1', name: 'Okta' } });
  const upgraded = { ...rest, subject, verbs: ['sync'], expiresAt: NOW + 1 };
  expect(store.grantsOf({ kind: 'user', userId: 'UANN', teamId: 'T1' })).toEqual([upgraded]);
});

it('leaves nothing to do for a run that had its answer, however old it is', async () => {
  const store = await openFileOf(good);
  const over = { changedAt: NOW + 5, endToldAt: NOW + 5 };
  expect(await store.run('r1')).toEqual(runOf('r1', { ...over, state: 'given-up' }));
  expect(await store.run('r2')).toEqual(runOf('r2', { ...over, state: 'refused', errorCode: 'c1_rejected' }));
  expect(await store.run('r3')).toEqual(runOf('r3', { ...over, state: 'given-up', errorCode: 'c1_unavailable' }));
  expect((await store.openRuns()).map(({ id }) => id)).toEqual(['r4']);
});

it('leaves a run that was cut off while it asked to be picked up', async () => {
  const store = await openFileOf(good);
  expect(await store.openRuns()).toEqual([runOf('r4')]);
});

it('still holds the connector for the cool-down, and knows a gesture again', async () => {
  const store = await openFileOf({ ...good, runs: [queuedRun] });
  const soon = runOf('r5', { requestedAt: NOW + 10 });
  expect(await store.beginRun(soon, 60_000)).toMatchObject({ why: 'cooling-down', run: { id: 'r1' } });
  expect(await store.beginRun({ ...soon, dedupeKey: 'gesture-r1' }, 0)).toMatchObject({ why: 'same-gesture' });
});

it('writes the file as version 2 at once, and reads that the next time', async () => {
  const path = await fileOf(good);
  const first = await openStore(path);
  const knew = { grants: first.grants(), runs: await first.newestRuns(9) };
  await first.close();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 2, favourites: [], requests: [] });
  const second = await openStore(path);
  expect({ grants: second.grants(), runs: await second.newestRuns(9) }).toEqual(knew);
});

it.each([
  ['a misspelt key', { grants: [{ ...grant, expiresat: 1 }] }, /grants\[0\].*expiresat/],
  ['a key of version 2', { grants: [{ ...grant, verbs: ['sync'] }] }, /grants\[0\].*verbs/],
  ['a subject without a team', { grants: [{ ...grant, subject: { userId: 'UANN' } }] }, /grants\[0\]\.subject\.teamId/],
  ['two grants with one id', { grants: [grant, grant] }, /two have the same id/],
  ['a state of version 2', { runs: [{ ...queuedRun, state: 'running' }] }, /runs\[0\]\.state/],
  ['a run without its answer’s time', { runs: [{ ...queuedRun, settledAt: undefined }] }, /runs\[0\]\.settledAt/],
  ['a list of version 2', { favourites: [] }, /favourites/],
])('refuses %s and leaves the file as it was', async (_what, changes, says) => {
  const path = await fileOf({ ...good, ...changes });
  const before = await readFile(path, 'utf8');
  const refusal = openStore(path);
  await expect(refusal).rejects.toMatchObject({ name: 'StoreUnusable', code: 'damaged' });
  await expect(refusal).rejects.toThrow(says);
  expect(await readFile(path, 'utf8')).toBe(before);
});
