import { describe, expect, it } from 'vitest';
import { FORCE_SYNC, manualClock, post, REF, running, SMALL, shown } from './harness.ts';

const times = { queueMs: 2_000, syncMs: 60_000 };
const T0 = Date.UTC(2026, 10, 2, 12);
const printed = (ms: number) => new Date(T0 + ms).toISOString().replace('Z', '456789Z');

async function tenant(settings = {}) {
  const clock = manualClock(T0);
  const c1 = await running({ clock, apps: SMALL, settings: { ...times, ...settings } });
  return { c1, clock };
}

describe('a sync that goes wrong', () => {
  it('ends in ERROR with its message, and completedAt stays', async () => {
    const { c1, clock } = await tenant();
    c1.nextSyncFails(REF, 'invalid API token');
    await post(c1, FORCE_SYNC);
    clock.pass(62_000);
    expect((await shown(c1)).status).toEqual({
      status: 'SYNC_STATUS_ERROR',
      startedAt: printed(2_000),
      completedAt: null,
      updatedAt: printed(62_000),
      lastError: 'invalid API token',
    });
  });
  it('leaves its message behind while the next one runs and after it is done', async () => {
    const { c1, clock } = await tenant();
    c1.setStatus(REF, { status: 'SYNC_STATUS_ERROR', lastError: 'old' });
    await post(c1, FORCE_SYNC);
    clock.pass(3_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING', lastError: 'old' });
    clock.pass(60_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_DONE', lastError: 'old' });
  });
  it('fails once: the sync after it is DONE', async () => {
    const { c1, clock } = await tenant();
    c1.nextSyncFails(REF, 'once');
    for (const status of ['SYNC_STATUS_ERROR', 'SYNC_STATUS_DONE']) {
      await post(c1, FORCE_SYNC);
      clock.pass(62_000);
      expect((await shown(c1)).status).toMatchObject({ status });
    }
  });
  it('pauses the connector when the data drops', async () => {
    const { c1, clock } = await tenant();
    const pause = { at: T0, reason: 'half of it is gone', category: null };
    c1.nextSyncEnds(REF, { status: 'SYNC_STATUS_DISABLED', pause });
    await post(c1, FORCE_SYNC);
    expect(await shown(c1)).toMatchObject({ syncDisabledAt: null });
    clock.pass(62_000);
    expect(await shown(c1)).toMatchObject({
      status: { status: 'SYNC_STATUS_DISABLED' },
      syncDisabledAt: printed(0),
      syncDisabledReason: 'half of it is gone',
      canResumeSync: true,
    });
  });
  it('may end in a status nobody knows', async () => {
    const { c1, clock } = await tenant();
    c1.nextSyncEnds(REF, { status: 'SYNC_STATUS_ERRORED_NO_DATA' });
    await post(c1, FORCE_SYNC);
    clock.pass(62_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_ERRORED_NO_DATA' });
  });
  it('never starts while the connector is offline', async () => {
    const { c1, clock } = await tenant({ queueMs: Number.POSITIVE_INFINITY });
    await post(c1, FORCE_SYNC);
    clock.pass(86_400_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_UNSPECIFIED', startedAt: null });
  });
  it('never ends when it hangs', async () => {
    const { c1, clock } = await tenant({ syncMs: Number.POSITIVE_INFINITY });
    await post(c1, FORCE_SYNC);
    clock.pass(86_400_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING' });
  });
});

describe('a second force_sync', () => {
  it('while one is queued starts no other', async () => {
    const { c1, clock } = await tenant();
    await post(c1, FORCE_SYNC);
    clock.pass(1_000);
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: 200 });
    clock.pass(1_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING', startedAt: printed(2_000) });
    expect(c1.forceSyncs).toHaveLength(2);
  });
  it('while one is RUNNING stops it and starts again', async () => {
    const { c1, clock } = await tenant();
    await post(c1, FORCE_SYNC);
    clock.pass(50_000);
    await post(c1, FORCE_SYNC);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING', startedAt: printed(2_000) });
    clock.pass(20_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING', startedAt: printed(52_000) });
    clock.pass(42_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_DONE', completedAt: printed(112_000) });
  });
  it('in the same millisecond gets a later startedAt', async () => {
    const { c1, clock } = await tenant({ queueMs: 0, syncMs: 0 });
    await post(c1, FORCE_SYNC);
    const first = (await shown(c1)).status.startedAt;
    await post(c1, FORCE_SYNC);
    clock.pass(1);
    expect((await shown(c1)).status.startedAt > first).toBe(true);
  });
});

describe('a paused connector', () => {
  it.each([
    [400, 9],
    [409, 10],
  ] as const)('refuses force_sync with %i', async (refusal, code) => {
    const { c1 } = await tenant({ forceSyncWhilePaused: refusal });
    c1.pauseConnector(REF);
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: refusal, body: { code } });
    expect(c1.forceSyncs).toEqual([]);
  });
  it('may be told to accept force_sync and do nothing', async () => {
    const { c1, clock } = await tenant({ forceSyncWhilePaused: 'accepted' });
    c1.pauseConnector(REF);
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: 200, body: {} });
    clock.pass(62_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_DISABLED', startedAt: null });
  });
  it('goes on showing DISABLED after a resume until its sync starts', async () => {
    const { c1, clock } = await tenant();
    await post(c1, '/api/v1/apps/app1/connectors/con1/pause');
    await post(c1, '/api/v1/apps/app1/connectors/con1/resume');
    expect(await shown(c1)).toMatchObject({ status: { status: 'SYNC_STATUS_DISABLED' }, syncDisabledAt: null });
    clock.pass(2_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING', startedAt: printed(2_000) });
  });
  it('loses the sync that was running', async () => {
    const { c1, clock } = await tenant();
    await post(c1, FORCE_SYNC);
    clock.pass(10_000);
    expect(await post(c1, '/api/v1/apps/app1/connectors/con1/pause')).toMatchObject({ status: 200, body: {} });
    clock.pass(100_000);
    expect(await shown(c1)).toMatchObject({
      status: { status: 'SYNC_STATUS_DISABLED', completedAt: null, updatedAt: printed(10_000) },
      syncDisabledAt: printed(10_000),
      canResumeSync: true,
    });
  });
  it('syncs when it is resumed', async () => {
    const { c1, clock } = await tenant();
    c1.pauseConnector(REF, { reason: 'migration' });
    expect(await shown(c1)).toMatchObject({ syncDisabledReason: 'migration' });
    expect(await post(c1, '/api/v1/apps/app1/connectors/con1/resume')).toMatchObject({ status: 200, body: {} });
    expect(await shown(c1)).toMatchObject({ syncDisabledAt: null, canResumeSync: false });
    clock.pass(62_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_DONE' });
    expect(c1.forceSyncs).toEqual([]);
  });
});

describe('a sync', () => {
  it('is queued first, which does not show', async () => {
    const { c1, clock } = await tenant();
    const before = (await shown(c1)).status;
    expect(await post(c1, FORCE_SYNC)).toMatchObject({ status: 200, body: {} });
    clock.pass(1_999);
    expect((await shown(c1)).status).toEqual(before);
  });
  it('then runs, then is done, by the times of the tenant', async () => {
    const { c1, clock } = await tenant();
    await post(c1, FORCE_SYNC);
    clock.pass(2_000);
    expect((await shown(c1)).status).toEqual({
      status: 'SYNC_STATUS_RUNNING',
      startedAt: printed(2_000),
      completedAt: null,
      updatedAt: printed(2_000),
      lastError: null,
    });
    clock.pass(60_000);
    expect((await shown(c1)).status).toEqual({
      status: 'SYNC_STATUS_DONE',
      startedAt: printed(2_000),
      completedAt: printed(62_000),
      updatedAt: printed(62_000),
      lastError: null,
    });
  });
  it('takes as long as its connector takes', async () => {
    const { c1, clock } = await tenant();
    c1.setSyncTimes(REF, { syncMs: 5_000 });
    await post(c1, FORCE_SYNC);
    clock.pass(7_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_DONE', completedAt: printed(7_000) });
  });
  it('keeps its course when the clocks drift apart under way', async () => {
    const { c1, clock } = await tenant();
    await post(c1, FORCE_SYNC);
    clock.pass(10_000);
    c1.configure({ skewMs: 3_600_000 });
    expect((await shown(c1)).status).toMatchObject({
      status: 'SYNC_STATUS_RUNNING',
      startedAt: printed(2_000 + 3_600_000),
    });
  });
  it('starts by the schedule as well', async () => {
    const { c1, clock } = await tenant();
    c1.startSync(REF);
    clock.pass(2_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING' });
    expect(c1.forceSyncs).toEqual([]);
  });
  it('replaces a status that was set by hand', async () => {
    const { c1, clock } = await tenant();
    c1.setStatus(REF, { status: 'SYNC_STATUS_RUNNING', startedAt: 'not a time' });
    clock.pass(1_000_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_RUNNING', startedAt: 'not a time' });
    await post(c1, FORCE_SYNC);
    clock.pass(62_000);
    expect((await shown(c1)).status).toMatchObject({ status: 'SYNC_STATUS_DONE' });
  });
});
