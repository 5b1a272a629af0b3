import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import type { Connector, ConnectorStatus } from '../../src/domain/connector.ts';
import { C1Unavailable, ConnectorsUnknown, NoSuchConnector, NotAllowed } from '../../src/domain/errors.ts';
import type { RunState } from '../../src/domain/sync-run.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { createConnectorsNow } from '../../src/use-cases/connector-status.ts';
import { connector, DONE, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { QUEUED } from '../doubles/runs.ts';

const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
const BEN = { userId: 'U0BEN', teamId: 'T0HOME' };
const FAILED: Partial<Connector> = { status: { ...DONE, state: 'error', lastError: 'no token' } };
const PAUSED: Partial<Connector> = { paused: { since: 1, reason: 'maintenance' } };

function setUp(connectors: Connector[]) {
  const c1 = new ScriptedC1();
  c1.apps = [
    { id: 'okta', name: 'Okta' },
    { id: 'github', name: 'GitHub' },
  ];
  c1.connectors = connectors;
  const clock = new ManualClock(Date.UTC(2026, 10, 23, 12));
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  const store = openMemoryStore();
  const access = createAccess({ store, admins: [ANA.userId], clock });
  const connectorsNow = createConnectorsNow({ access, index, runs: store, clock });
  const activities = async (words = '') =>
    (await connectorsNow(ANA, words, 100)).shown.map(({ connector: { label }, activity }) => `${label} ${activity}`);
  return { c1, clock, index, store, connectorsNow, activities };
}

/** A run of okta/prod in this state. */
async function withRun(state: RunState, changes: Partial<Connector> = {}) {
  const stage = setUp([connector('okta', 'prod', { schedule: null, ...changes })]);
  const run = { ...QUEUED, appId: 'okta', connectorId: 'prod', state };
  await stage.store.beginRun(run, 0);
  return { ...stage, run };
}

describe('the status of connectors', () => {
  it('has those first that need attention, then the others by name', async () => {
    const { activities, store } = setUp([
      connector('okta', 'a', { schedule: null }),
      connector('okta', 'b', { schedule: null, ...PAUSED }),
      connector('okta', 'c', { schedule: null, ...FAILED }),
      connector('okta', 'd', { schedule: null, status: { ...DONE, state: 'running' } }),
      connector('okta', 'e', { schedule: null }),
      connector('github', 'z', { schedule: null }),
    ]);
    await store.beginRun({ ...QUEUED, appId: 'okta', connectorId: 'e' }, 0);
    expect(await activities()).toEqual([
      'Okta / d running',
      'Okta / e queued',
      'Okta / c failed',
      'Okta / b paused',
      'GitHub / z idle',
      'Okta / a idle',
    ]);
  });

  it('with words has the best match first, whatever it does', async () => {
    const { activities } = setUp([
      connector('okta', 'prod', { schedule: null }),
      connector('okta', 'prod copy', { schedule: null, ...FAILED }),
      connector('github', 'cloud', { schedule: null }),
    ]);
    expect(await activities('prod')).toEqual(['Okta / prod idle', 'Okta / prod copy failed']);
  });

  it.each<[RunState, string]>([
    ['asking', 'queued'],
    ['queued', 'queued'],
    ['waiting', 'queued'],
    ['unclear', 'unclear'],
    ['running', 'running'],
  ])('of one with a run of ours that is %s: %s', async (state, activity) => {
    const { connectorsNow, run } = await withRun(state, PAUSED);
    expect((await connectorsNow(ANA, '', 100)).shown).toMatchObject([{ activity, run: { id: run.id } }]);
  });

  it('no longer counts a run that has ended, even if its end has not been told', async () => {
    const { connectorsNow, store } = await withRun('finished');
    expect(await store.openRuns()).toHaveLength(1);
    expect((await connectorsNow(ANA, '', 100)).shown).toMatchObject([{ activity: 'idle', run: null }]);
  });

  it.each<[Partial<ConnectorStatus>, string]>([
    [{ state: 'disabled' }, 'paused'],
    [{ state: 'unspecified' }, 'idle'],
    [{ state: 'unspecified', completedAt: null }, 'never'],
    [{ state: 'unknown' }, 'unknown'],
  ])('that C1 shows as %o: %s', async (status, activity) => {
    const { activities } = setUp([connector('okta', 'prod', { schedule: null, status: { ...DONE, ...status } })]);
    expect(await activities()).toEqual([`Okta / prod ${activity}`]);
  });

  it('counts all of them and tells as many as asked for, with the next time of their schedule', async () => {
    const schedule = { cron: '0 13 * * *', timeZone: null };
    const { clock, connectorsNow } = setUp([
      connector('okta', 'a', { schedule, ...FAILED }),
      connector('okta', 'b', { schedule }),
      connector('okta', 'c', { schedule }),
    ]);
    const report = await connectorsNow(ANA, '', 1);
    expect(report.shown).toMatchObject([{ connector: { label: 'Okta / a' }, next: Date.UTC(2026, 10, 23, 13) }]);
    expect(report).toMatchObject({ total: 3, readAt: clock.now() });
    expect(report.counts).toEqual(
      new Map([
        ['failed', 1],
        ['idle', 2],
      ]),
    );
  });

  it('has only what they may see', async () => {
    const { connectorsNow, store } = setUp([
      connector('okta', 'prod', { schedule: null }),
      connector('github', 'cloud', { schedule: null }),
    ]);
    await expect(connectorsNow(BEN, '', 100)).rejects.toBeInstanceOf(NotAllowed);
    const scope = { kind: 'app', appId: 'okta', name: 'Okta' } as const;
    await store.addGrant({
      id: '1',
      subject: { kind: 'user', ...BEN },
      role: 'requester',
      verbs: ['view'],
      scope,
      grantedBy: ANA.userId,
      grantedAt: 0,
      expiresAt: null,
      reason: null,
    });
    expect((await connectorsNow(BEN, '', 100)).shown.map(({ connector: { label } }) => label)).toEqual(['Okta / prod']);
    await expect(connectorsNow(BEN, 'cloud', 100)).rejects.toMatchObject({ reason: 'out-of-scope' });
    await expect(connectorsNow(BEN, 'nothing', 100)).rejects.toBeInstanceOf(NoSuchConnector);
  });

  it('says why when no connector is known', async () => {
    const { c1, clock, connectorsNow } = setUp([]);
    c1.answers.set('listApps', () => new Promise(() => {}));
    const asking = connectorsNow(ANA, '', 100);
    await Promise.all([expect(asking).rejects.toBeInstanceOf(ConnectorsUnknown), clock.advance(10_000)]);
    const failing = setUp([]);
    failing.c1.answers.set('listApps', () => {
      throw new C1Unavailable('503', 'maybe');
    });
    await expect(failing.connectorsNow(ANA, '', 100)).rejects.toBeInstanceOf(C1Unavailable);
  });

  it('answers from memory at once, and has an old reading renewed', async () => {
    const { c1, clock, connectorsNow, index } = setUp([connector('okta', 'prod', { schedule: null })]);
    await connectorsNow(ANA, '', 100);
    await clock.advance(30_000);
    c1.calls.length = 0;
    await connectorsNow(ANA, '', 100);
    expect(c1.calls).toEqual([]);
    await clock.advance(30_000);
    const { readAt } = await connectorsNow(ANA, '', 100);
    expect(readAt).toBe(clock.now() - 60_000);
    expect(c1.calls).toEqual(['listApps']);
    await index.refresh();
    expect((await connectorsNow(ANA, '', 100)).readAt).toBe(clock.now());
  });
});
