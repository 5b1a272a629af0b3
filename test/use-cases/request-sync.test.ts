import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import type { ConnectorRef } from '../../src/domain/connector.ts';
import { C1Rejected, C1Unavailable, NoSuchConnector, NotAllowed, StoreFailed } from '../../src/domain/errors.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { ConnectorIndex } from '../../src/use-cases/connector-index.ts';
import { findOutWhetherStarted } from '../../src/use-cases/find-out.ts';
import { createRequestSync, type SyncRequest } from '../../src/use-cases/request-sync.ts';
import { connector, DONE, ScriptedC1 } from '../doubles/c1.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
const PROD: ConnectorRef = { appId: 'okta', connectorId: 'prod' };
const FORCE = 'forceSync okta/prod';
const READ = 'getConnector okta/prod';

async function setUp() {
  const c1 = new ScriptedC1();
  c1.apps = [{ id: 'okta', name: 'Okta' }];
  c1.connectors = [connector('okta', 'prod')];
  const clock = new ManualClock();
  const index = new ConnectorIndex({ c1, clock, log: quiet });
  await index.refresh();
  c1.calls.length = 0;
  const store = openMemoryStore();
  const access = createAccess({ store, admins: [ANA.userId], clock });
  let ids = 0;
  const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;
  const parts = { access, index, c1, runs: store, clock, log: quiet, cooldownMs: 60_000, newId };
  const requestSync = createRequestSync(parts);
  const ask = (changes: Partial<SyncRequest> = {}) =>
    requestSync({ person: ANA, ref: PROD, gesture: 'view:V1', channelId: 'C1', reason: null, ...changes });
  return { c1, clock, index, store, ask, parts };
}

describe('a request for a sync', () => {
  it('is one call to C1 when all is well, and recorded', async () => {
    const { c1, store, ask } = await setUp();
    expect(await ask()).toMatchObject({ kind: 'queued', run: { label: 'Okta / prod', state: 'queued', before: DONE } });
    expect(c1.calls).toEqual([FORCE]);
    expect(await store.latestRun(PROD)).toMatchObject({ state: 'queued', requestedBy: ANA.userId, errorCode: null });
  });

  it('of somebody not allowed asks nothing and records nothing', async () => {
    const { c1, store, ask } = await setUp();
    await expect(ask({ person: { userId: 'U0BEN', teamId: 'T0HOME' } })).rejects.toBeInstanceOf(NotAllowed);
    expect(c1.calls).toEqual([]);
    expect(await store.latestRun(PROD)).toBeUndefined();
  });

  it('for a connector the index does not know asks nothing', async () => {
    const { c1, ask } = await setUp();
    await expect(ask({ ref: { appId: 'okta', connectorId: 'x' } })).rejects.toBeInstanceOf(NoSuchConnector);
    expect(c1.calls).toEqual([]);
  });

  it('that cannot be recorded is not sent', async () => {
    const { c1, parts } = await setUp();
    const broken = { ...parts.runs, beginRun: () => Promise.reject(new StoreFailed('disk full')) };
    const asking = createRequestSync({ ...parts, runs: broken });
    const request = { person: ANA, ref: PROD, gesture: 'g', channelId: null, reason: null };
    await expect(asking(request)).rejects.toBeInstanceOf(StoreFailed);
    expect(c1.calls).toEqual([]);
  });

  it('whose outcome cannot be recorded is still told as it was', async () => {
    const { parts } = await setUp();
    const broken = { ...parts.runs, settleRun: () => Promise.reject(new StoreFailed('disk full')) };
    const asking = createRequestSync({ ...parts, runs: broken });
    const request = { person: ANA, ref: PROD, gesture: 'g', channelId: null, reason: null };
    expect(await asking(request)).toMatchObject({ kind: 'queued', run: { state: 'queued' } });
  });

  it('made twice by one gesture, even at the same time, is sent once', async () => {
    const { c1, ask } = await setUp();
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['queued', 'same-gesture', 'same-gesture']);
    expect(c1.calls).toEqual([FORCE]);
  });

  it('of another gesture inside the cool-down is not sent, and after it is', async () => {
    const { c1, clock, ask } = await setUp();
    await ask();
    expect(await ask({ gesture: 'view:V2' })).toMatchObject({ kind: 'cooling-down', until: clock.now() + 60_000 });
    await clock.advance(60_000);
    expect(await ask({ gesture: 'view:V3' })).toMatchObject({ kind: 'queued' });
    // Read first: what was asked for a minute ago may be what runs now.
    expect(c1.calls).toEqual([FORCE, READ, FORCE]);
  });

  it('that C1 refused may be made again by the same gesture', async () => {
    const { c1, ask } = await setUp();
    c1.answers.set(FORCE, () => {
      throw new C1Rejected('409');
    });
    expect(await ask()).toMatchObject({ kind: 'refused', run: { state: 'refused', errorCode: 'c1_rejected' } });
    c1.answers.clear();
    expect(await ask()).toMatchObject({ kind: 'queued' });
  });

  it('that never reached C1 is refused, without looking', async () => {
    const { c1, ask } = await setUp();
    c1.answers.set(FORCE, () => {
      throw new C1Unavailable('ECONNREFUSED', 'no');
    });
    expect(await ask()).toMatchObject({ kind: 'refused' });
    expect(c1.calls).toEqual([FORCE]);
  });
});

describe('after an unclear answer', () => {
  async function unclear() {
    const stage = await setUp();
    stage.c1.answers.set(FORCE, () => {
      throw new C1Unavailable('503', 'maybe');
    });
    return stage;
  }

  it('the connector is read, and a start after ours is the proof', async () => {
    const { c1, ask } = await unclear();
    c1.connectors = [connector('okta', 'prod', { status: { ...DONE, state: 'running', startedAt: 1_001 } })];
    expect(await ask()).toMatchObject({ kind: 'queued', run: { state: 'queued', errorCode: null } });
    expect(c1.calls).toEqual([FORCE, READ]);
  });

  it('the connector is read once more after 5 s; with no sign of a start it stays unclear, never queued', async () => {
    const { c1, clock, ask } = await unclear();
    const asking = ask();
    await clock.untilSleeping();
    await clock.advance(5_000);
    expect(await asking).toMatchObject({ kind: 'unclear', run: { state: 'unclear', errorCode: 'c1_unavailable' } });
    expect(c1.calls).toEqual([FORCE, READ, READ]);
    expect(clock.sleeping()).toEqual([]);
  });

  it('a start that shows up at the second look is the proof as well', async () => {
    const { c1, clock, ask } = await unclear();
    const asking = ask();
    await clock.untilSleeping();
    c1.connectors = [connector('okta', 'prod', { status: { ...DONE, startedAt: 9_999 } })];
    await clock.advance(5_000);
    expect(await asking).toMatchObject({ kind: 'queued' });
  });

  it('an error left over from an earlier run proves nothing', async () => {
    const { c1, clock, ask } = await unclear();
    c1.connectors = [
      connector('okta', 'prod', { status: { ...DONE, state: 'error', lastError: 'old', updatedAt: 9_999 } }),
    ];
    const asking = ask();
    await clock.untilSleeping();
    await clock.advance(8_000);
    expect(await asking).toMatchObject({ kind: 'unclear' });
  });

  it('a start may be a scheduled one if the picture from before is old: unsure means unclear', async () => {
    const { c1, clock, ask, parts } = await setUp();
    const answer = await ask();
    if (answer.kind !== 'queued') throw new Error('not queued');
    c1.connectors = [connector('okta', 'prod', { status: { ...DONE, startedAt: 9_999 } })];
    const since = (seenAt: number) => findOutWhetherStarted(answer.run, seenAt, parts);
    expect(await since(clock.now() - 60_000)).toBe(true);
    expect(await since(clock.now() - 3 * 60_000)).toBe(false);
  });

  it('reading that never ends is given up after 8 s', async () => {
    const { c1, clock, ask } = await unclear();
    c1.answers.set(READ, () => new Promise(() => {}));
    const asking = ask();
    await clock.untilSleeping();
    await clock.advance(8_000);
    expect(await asking).toMatchObject({ kind: 'unclear' });
  });
});

describe('a connector that looks paused or running', () => {
  const PAUSED = connector('okta', 'prod', { paused: { since: 5, reason: 'dropped' } });

  it('is read again first, and left alone if it still is', async () => {
    const { c1, index, ask } = await setUp();
    index.note(PAUSED);
    c1.connectors = [PAUSED];
    expect(await ask()).toMatchObject({ kind: 'paused', connector: { label: 'Okta / prod', paused: { since: 5 } } });
    expect(c1.calls).toEqual([READ]);
  });

  it('is synced if it no longer is', async () => {
    const { c1, index, ask } = await setUp();
    index.note(connector('okta', 'prod', { status: { ...DONE, state: 'running' } }));
    expect(await ask()).toMatchObject({ kind: 'queued' });
    expect(c1.calls).toEqual([READ, FORCE]);
  });

  it('is left alone if C1 cannot say', async () => {
    const { c1, index, ask } = await setUp();
    index.note(PAUSED);
    c1.answers.set(READ, () => {
      throw new C1Unavailable('503', 'maybe');
    });
    await expect(ask()).rejects.toBeInstanceOf(C1Unavailable);
    expect(c1.calls).toEqual([READ]);
  });
});

describe('a connector whose picture is old', () => {
  const RUNNING = connector('okta', 'prod', { status: { ...DONE, state: 'running', startedAt: 9_999 } });

  it('is read first, and not restarted if it runs by now', async () => {
    const { c1, clock, ask } = await setUp();
    c1.connectors = [RUNNING];
    await clock.advance(2 * 60_000 + 1);
    expect(await ask()).toMatchObject({ kind: 'running' });
    expect(c1.calls).toEqual([READ]);
  });

  it('counts as old after our own request, so a long sync of ours is not restarted either', async () => {
    const { c1, clock, ask } = await setUp();
    await ask();
    c1.connectors = [RUNNING];
    await clock.advance(60_000);
    expect(await ask({ gesture: 'view:V2' })).toMatchObject({ kind: 'running' });
    expect(c1.calls).toEqual([FORCE, READ]);
  });

  it('is left alone if C1 does not answer within 5 s', async () => {
    const { c1, clock, ask } = await setUp();
    await clock.advance(2 * 60_000 + 1);
    c1.answers.set(READ, () => new Promise(() => {}));
    const asking = ask();
    const refused = expect(asking).rejects.toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    await clock.untilSleeping();
    await clock.advance(5_000);
    await refused;
    expect(c1.calls).toEqual([READ]);
  });
});
