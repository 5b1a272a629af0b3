import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { NotAllowed } from '../../src/domain/errors.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { createRunHistory, tookMs } from '../../src/use-cases/run-history.ts';
import { connector, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { QUEUED } from '../doubles/runs.ts';

const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
const BEN = { userId: 'U0BEN', teamId: 'T0HOME' };

/** The connectors okta/prod and github/cloud exist; okta/old does no more. Each has one run, in this order. */
async function setUp() {
  const c1 = new ScriptedC1();
  c1.apps = [
    { id: 'okta', name: 'Okta' },
    { id: 'github', name: 'GitHub' },
  ];
  c1.connectors = [connector('okta', 'prod', { schedule: null }), connector('github', 'cloud', { schedule: null })];
  const clock = new ManualClock();
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  await index.refresh();
  const store = openMemoryStore();
  const begin = async (appId: string, connectorId: string, label: string, n: number): Promise<void> => {
    const requestedAt = clock.now() + n;
    const run: SyncRun = { ...QUEUED, id: `run-${n}`, dedupeKey: `g${n}`, appId, connectorId, label, requestedAt };
    await store.beginRun(run, 0);
  };
  await begin('okta', 'old', 'Okta / Órgão retired', 1);
  await begin('okta', 'prod', 'Okta / a former name', 2);
  await begin('github', 'cloud', 'GitHub / cloud', 3);
  const access = createAccess({ store, admins: [ANA.userId], clock });
  const history = createRunHistory({ access, index, runs: store });
  return { store, ids: async (words = '', person = ANA) => (await history(person, words)).map(({ id }) => id) };
}

describe('the history of runs', () => {
  it('is newest first', async () => {
    expect(await (await setUp()).ids()).toEqual(['run-3', 'run-2', 'run-1']);
  });

  it('with words has the runs of connectors they match now, whatever they were called then', async () => {
    const { ids } = await setUp();
    expect(await ids('prod')).toEqual(['run-2']);
    expect(await ids('former')).toEqual([]);
  });

  it('finds a connector that does not exist any more by the name it had', async () => {
    const { ids } = await setUp();
    expect(await ids('retired orgao')).toEqual(['run-1']);
    expect(await ids('okta')).toEqual(['run-2', 'run-1']);
  });

  it('has only what they may see now', async () => {
    const { ids, store } = await setUp();
    await expect(ids('', BEN)).rejects.toBeInstanceOf(NotAllowed);
    await store.addGrant({
      id: '1',
      subject: { kind: 'user', ...BEN },
      role: 'requester',
      verbs: ['view'],
      scope: { kind: 'app', appId: 'okta', name: 'Okta' },
      grantedBy: ANA.userId,
      grantedAt: 0,
      expiresAt: null,
      reason: null,
    });
    expect(await ids('', BEN)).toEqual(['run-2', 'run-1']);
  });
});

describe('how long a run took', () => {
  it("is by C1's clock alone, and never negative", () => {
    expect(tookMs({ ...QUEUED, state: 'failed', startedAt: 1_000, completedAt: 4_000 })).toBe(3_000);
    expect(tookMs({ ...QUEUED, startedAt: 4_000, completedAt: 1_000 })).toBe(0);
    expect(tookMs({ ...QUEUED, startedAt: 1_000 })).toBeNull();
  });
});
