import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { verifyAuditTable } from '../../../src/adapters/store/postgres/audit/verify-table.ts';
import { prepareDatabase } from '../../../src/adapters/store/postgres/prepare-database.ts';
import { approval } from '../../../src/domain/access-request.ts';
import { EVERYTHING } from '../../../src/domain/audit.ts';
import { execute, HAS_POSTGRES, newDatabase } from '../../postgres/database.ts';
import { eventOf } from './audit/events.ts';
import { openRecords } from './open-postgres.ts';
import { grantOf, NOW, queued, requestOf, runOf } from './records.ts';

const ann = { kind: 'user', userId: 'UANN', teamId: 'T1' } as const;

async function openThree() {
  const url = await newDatabase(onTestFinished);
  return { url, instances: await Promise.all([1, 2, 3].map(() => openRecords(url, { poolSize: 3 }))) };
}

describe.runIf(HAS_POSTGRES)('instances on one database', () => {
  it('make its tables once, whoever comes first', async () => {
    const url = await newDatabase(onTestFinished);
    const done = await Promise.all([1, 2, 3, 4].map(() => prepareDatabase(url)));
    expect(done.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await execute(url, 'select count(*)::int as n from c1_sync.grant_revision')).toEqual([{ n: 1 }]);
  });

  it('begin one run for one gesture, and one inside the cool-down', async () => {
    const { instances } = await openThree();
    const same = instances.map(({ store }, n) => store.beginRun(runOf(`a${n}`, { dedupeKey: 'view-1' }), 60_000));
    expect((await Promise.all(same)).filter((obstacle) => obstacle === undefined)).toHaveLength(1);
    const connectors = instances.map(({ store }, n) =>
      store.beginRun(runOf(`b${n}`, { dedupeKey: 'view-2', connectorId: `con${n + 2}` }), 60_000),
    );
    const obstacles = await Promise.all(connectors);
    expect(obstacles.filter((obstacle) => obstacle === undefined)).toHaveLength(1);
    expect(obstacles.filter((obstacle) => obstacle?.why === 'same-gesture')).toHaveLength(2);
  });

  it('lose none of what each changes in the same run', async () => {
    const { instances } = await openThree();
    const [{ store }] = instances as [(typeof instances)[0]];
    await store.beginRun(runOf('r1'), 0);
    const watching = instances.flatMap((instance, n) =>
      [1, 2, 3].map((m) => instance.store.watchRun('r1', { userId: `U${n}${m}`, direct: true })),
    );
    await Promise.all([...watching, store.changeRun('r1', queued)]);
    const run = await store.run('r1');
    expect(run?.watchers).toHaveLength(9);
    expect(run?.state).toBe('queued');
  });

  it('count one answer to a request for access', async () => {
    const { instances } = await openThree();
    await instances[0]?.store.addRequest(requestOf('q1', 'UANN'));
    const answers = instances.map(({ store }, n) => {
      const given = grantOf(`g${n}`, 'UANN', { expiresAt: NOW + 60_000 });
      return store.decideRequest('q1', approval(given), given);
    });
    const [one, ...others] = await Promise.all(answers);
    for (const other of others) expect(other).toEqual(one);
    await instances[0]?.store.confirmGrants();
    expect(instances[0]?.store.grants().map(({ id }) => id)).toEqual([one?.grantId]);
  });

  it('hear of a revocation at once', async () => {
    const { instances } = await openThree();
    const [one, two] = instances.map(({ store }) => store);
    await one?.addGrant(grantOf('g1', 'UANN'));
    await vi.waitFor(() => expect(two?.grantsOf(ann)).toHaveLength(1), { timeout: 1_000 });
    await one?.removeGrants(['g1']);
    await vi.waitFor(() => expect(two?.grantsOf(ann)).toEqual([]), { timeout: 1_000 });
  });

  it('see it when they ask, whatever they heard', async () => {
    const { instances } = await openThree();
    const [one, two] = instances.map(({ store }) => store);
    await one?.addGrant(grantOf('g1', 'UANN'));
    await two?.confirmGrants();
    expect(two?.grantsOf(ann)).toHaveLength(1);
    await one?.removeGrants(['g1']);
    await two?.confirmGrants();
    expect(two?.grantsOf(ann)).toEqual([]);
  });

  it('allow nobody by a grant that was written by hand and is none', async () => {
    const { url, instances } = await openThree();
    const [one] = instances.map(({ store }) => store);
    await one?.addGrant(grantOf('g1', 'UANN'));
    await execute(
      url,
      `update c1_sync.grants set record = '{"id":"g1"}', revision = revision + 1; update c1_sync.grant_revision set value = value + 1`,
    );
    await expect(one?.confirmGrants()).rejects.toThrow('cannot be read');
  });

  it('write one chain', async () => {
    const { url, instances } = await openThree();
    const events = instances.flatMap(({ audit }, n) =>
      Array.from({ length: 50 }, (_, m) => audit.append(eventOf(`e${n}-${m}`))),
    );
    await Promise.all(events);
    expect(await instances[0]?.audit.find(EVERYTHING, 1_000)).toHaveLength(150);
    expect(await verifyAuditTable(url)).toMatchObject({ end: { seq: 150 }, problem: null });
  });
});
