import { join } from 'node:path';
import { expect, it } from 'vitest';
import { approval } from '../../../src/domain/access-request.ts';
import type { Store } from '../../../src/ports/store.ts';
import { openStore } from './open-store.ts';
import { finished, grantOf, NOW, queued, requestOf, runOf, told } from './records.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const ann = { kind: 'user', userId: 'UANN', teamId: 'T1' } as const;
const group = { kind: 'group', groupId: 'SHELP', teamId: 'T1' } as const;
const second = { appId: 'app1', connectorId: 'con2' };

it('knows after a restart all it knew before', async () => {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  const before = await openStore(path);
  const scope = { kind: 'connector', appId: 'app1', connectorId: 'con1', name: 'Ökta / <!here> 🚀' } as const;
  await before.addGrant(grantOf('g1', 'UANN', { scope, expiresAt: NOW + 1, reason: 'ticket "42"' }));
  await before.addGrant(grantOf('g2', 'UANN', { role: 'manager', scope: { kind: 'app', appId: 'app1', name: '' } }));
  await before.addGrant(grantOf('g3', '', { subject: group, verbs: ['view', 'sync', 'pause'] }));
  await before.beginRun(runOf('r1'), 0);
  await before.changeRun('r1', { ...queued, message: { channelId: 'C1', ts: '1.1' } });
  await before.watchRun('r1', { userId: 'UANN', direct: true });
  await before.beginRun(runOf('r2', second), 0);
  await before.changeRun('r2', { ...finished, ...told });
  await before.setFavourites(ann, [second]);
  await before.addRequest(requestOf('q1', 'UANN', { scope, forMs: null, channelId: 'C1', why: 'a "why" & <!here>' }));
  await before.addRequest(requestOf('q2', 'UBOB'));
  const given = grantOf('g4', 'UBOB', { expiresAt: NOW + 1 });
  await before.decideRequest('q2', approval(given), given);
  await before.changeRequest('q2', { places: [{ channelId: 'D1', ts: '1.2' }], toldAt: NOW });
  const knew = await everything(before);
  await before.close();

  const after = await openStore(path);
  expect(await everything(after)).toEqual(knew);
  expect(await after.beginRun(runOf('r3'), 60_000)).toMatchObject({ why: 'cooling-down', run: { id: 'r1' } });
  expect(await after.beginRun(runOf('r4', { dedupeKey: 'gesture-r2' }), 0)).toMatchObject({ why: 'same-gesture' });
});

async function everything(store: Store) {
  return {
    grants: [store.grants(), store.grantsOf(ann), store.grantsOf(group)],
    runs: [await store.newestRuns(9), await store.openRuns(), await store.runsOf(second, 9)],
    favourites: await store.favouritesOf(ann),
    requests: [await store.openRequests(), await store.requestsBy(ann, 9), await store.request('q2')],
  };
}
