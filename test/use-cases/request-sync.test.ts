import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import {
  C1Rejected,
  C1Unavailable,
  NoSuchConnector,
  NotAllowed,
  PersonUnreadable,
  StoreFailed,
} from '../../src/domain/errors.ts';
import type { RunStore } from '../../src/ports/store.ts';
import { createAccess } from '../../src/use-cases/access.ts';
import { findOutWhetherStarted } from '../../src/use-cases/find-out.ts';
import { createRequestSync } from '../../src/use-cases/request-sync.ts';
import { grantOf } from '../adapters/store/records.ts';
import { connector, DONE } from '../doubles/c1.ts';
import { ANA, BEN, FORCE, PROD, READ, type Stage, setUp } from './stage.ts';

const withStore = ({ parts }: Stage, broken: Partial<RunStore>) =>
  createRequestSync({ ...parts, runs: { ...parts.runs, ...broken } });
const REQUEST = { person: ANA, ref: PROD, gesture: 'g', channelId: null, reason: null };

describe('a request for a sync', () => {
  it('is one call to C1 when all is well, and recorded', async () => {
    const { c1, runs, ask } = await setUp();
    expect(await ask()).toMatchObject({ kind: 'queued', run: { label: 'Okta / prod', state: 'queued', before: DONE } });
    expect(c1.calls).toEqual([FORCE]);
    expect(await runs.latestRun(PROD)).toMatchObject({ state: 'queued', requestedBy: ANA.userId, errorCode: null });
  });

  it('of somebody not allowed asks nothing and records nothing', async () => {
    const { c1, runs, ask } = await setUp();
    await expect(ask({ person: { userId: 'U0EVE', teamId: 'T0HOME' } })).rejects.toBeInstanceOf(NotAllowed);
    expect(c1.calls).toEqual([]);
    expect(await runs.latestRun(PROD)).toBeUndefined();
  });

  it('while nobody can say whether it is still allowed asks nothing and records nothing', async () => {
    const { parts, c1, runs } = await setUp();
    const access = { ...parts.access, confirm: () => Promise.reject(new StoreFailed('away')) };
    await expect(createRequestSync({ ...parts, access })(REQUEST)).rejects.toBeInstanceOf(StoreFailed);
    expect(c1.calls).toEqual([]);
    expect(await runs.latestRun(PROD)).toBeUndefined();
  });

  it('for a connector the index does not know asks nothing', async () => {
    const { c1, ask } = await setUp();
    await expect(ask({ ref: { appId: 'okta', connectorId: 'x' } })).rejects.toBeInstanceOf(NoSuchConnector);
    expect(c1.calls).toEqual([]);
  });

  it('of somebody whom Slack calls deactivated by now is taken back before anything is sent', async () => {
    for (const error of [new NotAllowed('deactivated'), new PersonUnreadable('unanswered', 'timeout')]) {
      const { c1, runs, parts, clock, followers } = await setUp();
      const checkStanding = async () => {
        await clock.sleep(1_000);
        throw error;
      };
      const asking = createRequestSync({ ...parts, standings: { checkStanding } })(REQUEST);
      await Promise.all([expect(asking).rejects.toBe(error), clock.advance(1_000)]);
      expect(c1.calls).toEqual([]);
      const [run] = await runs.runsOf(PROD, 1);
      expect(run).toMatchObject({ state: 'refused', errorCode: error.code, endToldAt: clock.now() });
      expect(followers.size).toBe(0);
    }
  });

  it('that was taken back is told to whoever joined it', async () => {
    const { runs, parts, clock, followers } = await setUp();
    const checkStanding = async () => {
      await clock.sleep(1_000);
      throw new NotAllowed('deactivated');
    };
    const asking = createRequestSync({ ...parts, standings: { checkStanding } })(REQUEST);
    asking.catch(() => undefined);
    await clock.advance(500);
    const [begun] = await runs.runsOf(PROD, 1);
    await runs.watchRun(begun?.id ?? '', { userId: BEN.userId, direct: true });
    await Promise.all([expect(asking).rejects.toThrow(NotAllowed), clock.advance(500)]);
    expect(await runs.run(begun?.id ?? '')).toMatchObject({ state: 'refused', endToldAt: null });
    expect(followers.size).toBe(1);
    await followers.stop();
  });

  it('of somebody who lost the right while C1 was read asks nothing', async () => {
    const { c1, runs, parts, clock } = await setUp();
    await clock.advance(3 * 60_000);
    const store = openMemoryStore();
    const person = { userId: 'U0CLEO', teamId: 'T0HOME' };
    await store.addGrant(grantOf('g1', person.userId, { subject: { kind: 'user', ...person } }));
    const access = createAccess({ store, admins: [], clock });
    c1.answers.set(READ, async () => {
      await store.removeGrants(['g1']);
      return connector('okta', 'prod');
    });
    const asking = createRequestSync({ ...parts, access })({ ...REQUEST, person });
    await expect(asking).rejects.toThrow(NotAllowed);
    expect(c1.calls).toEqual([READ]);
    expect(await runs.latestRun(PROD)).toBeUndefined();
  });

  it('that cannot be recorded is not sent', async () => {
    const stage = await setUp();
    const asking = withStore(stage, { beginRun: () => Promise.reject(new StoreFailed('disk full')) });
    await expect(asking(REQUEST)).rejects.toBeInstanceOf(StoreFailed);
    expect(stage.c1.calls).toEqual([]);
  });

  it('whose outcome cannot be recorded is still told as it was, and followed', async () => {
    const stage = await setUp();
    const asking = withStore(stage, { changeRun: () => Promise.reject(new StoreFailed('disk full')) });
    expect(await asking(REQUEST)).toMatchObject({ kind: 'queued', run: { state: 'queued' } });
    expect(stage.followers.size).toBe(1);
    await stage.followers.stop();
  });

  it('is followed, also one that C1 refused: its end has to be told', async () => {
    const { c1, ask, followers } = await setUp();
    expect(followers.size).toBe(0);
    c1.answers.set(FORCE, () => {
      throw new C1Rejected('409');
    });
    await ask();
    expect(followers.size).toBe(1);
    await followers.stop();
  });

  it('made twice by one gesture, even at the same time, is sent once', async () => {
    const { c1, ask } = await setUp();
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['queued', 'same-gesture', 'same-gesture']);
    expect(c1.calls).toEqual([FORCE]);
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
    const { c1, clock, ask, followers } = await unclear();
    const asking = ask();
    await clock.advance(5_000);
    expect(await asking).toMatchObject({ kind: 'unclear', run: { state: 'unclear', errorCode: 'c1_unavailable' } });
    expect(c1.calls).toEqual([FORCE, READ, READ]);
    await followers.stop();
    expect(clock.sleeping()).toEqual([]);
  });

  it('a start that shows up at the second look is the proof as well', async () => {
    const { c1, clock, ask } = await unclear();
    const asking = ask();
    await clock.advance(0);
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
    await clock.advance(0);
    await clock.advance(8_000);
    expect(await asking).toMatchObject({ kind: 'unclear' });
  });

  it('a start may be a scheduled one if the picture from before is old: unsure means unclear', async () => {
    const { c1, clock, ask, parts } = await setUp();
    const answer = await ask();
    if (answer.kind !== 'queued') throw new Error('not queued');
    c1.connectors = [connector('okta', 'prod', { status: { ...DONE, startedAt: 9_999 } })];
    const since = (ms: number) => findOutWhetherStarted({ ...answer.run, beforeSeenAt: clock.now() - ms }, parts);
    expect(await since(60_000)).toBe(true);
    expect(await since(3 * 60_000)).toBe(false);
  });

  it('reading that never ends is given up after 8 s', async () => {
    const { c1, clock, ask } = await unclear();
    c1.answers.set(READ, () => new Promise(() => {}));
    const asking = ask();
    await clock.advance(0);
    await clock.advance(8_000);
    expect(await asking).toMatchObject({ kind: 'unclear' });
  });
});

describe('a connector that looks paused or running', () => {
  const PAUSED = connector('okta', 'prod', { paused: { since: 5, reason: 'dropped' } });

  it('is read again first, and left alone if it still is', async () => {
    const { c1, index, clock, ask } = await setUp();
    index.note(PAUSED);
    await clock.advance(5_001);
    c1.connectors = [PAUSED];
    expect(await ask()).toMatchObject({ kind: 'paused', connector: { label: 'Okta / prod', paused: { since: 5 } } });
    expect(c1.calls).toEqual([READ]);
  });

  it('is synced if it no longer is', async () => {
    const { c1, index, clock, ask } = await setUp();
    index.note(connector('okta', 'prod', { status: { ...DONE, state: 'running' } }));
    await clock.advance(5_001);
    expect(await ask()).toMatchObject({ kind: 'queued' });
    expect(c1.calls).toEqual([READ, FORCE]);
  });

  it('is left alone if C1 cannot say', async () => {
    const { c1, index, clock, ask } = await setUp();
    index.note(PAUSED);
    await clock.advance(5_001);
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
    expect(await ask()).toMatchObject({ kind: 'joined', isNew: true });
    expect(c1.calls).toEqual([READ]);
  });

  it('counts as old after our own request, so a long sync of ours is not restarted either', async () => {
    const { c1, clock, ask, followers } = await setUp();
    await ask();
    await followers.stop();
    c1.connectors = [RUNNING];
    await clock.advance(60_000);
    expect(await ask({ gesture: 'view:V2' })).toMatchObject({ kind: 'joined', isNew: false });
    expect(c1.calls).toEqual([FORCE, READ]);
  });

  it.each([
    ['a new sync', 60_000, 'queued', [READ, FORCE]],
    ['the cool-down that goes on', 20_000, 'cooling-down', [READ]],
  ] as const)('is read again if another instance saw the end of what runs in it; then comes %s', async (...given) => {
    const [, requestedMsAgo, kind, calls] = given;
    const { c1, index, clock, ask, recorded } = await setUp();
    index.note(RUNNING);
    const over = { state: 'finished', startedAt: 9_999, completedAt: 12_000 } as const;
    await recorded({ ...over, requestedAt: clock.now() - requestedMsAgo });
    c1.connectors = [connector('okta', 'prod', { status: { ...DONE, startedAt: 9_999, completedAt: 12_000 } })];
    expect(await ask()).toMatchObject({ kind });
    expect(c1.calls).toEqual(calls);
  });

  it('is left alone if C1 does not answer within 8 s', async () => {
    const { c1, clock, ask } = await setUp();
    await clock.advance(2 * 60_000 + 1);
    c1.answers.set(READ, () => new Promise(() => {}));
    const asking = ask();
    const refused = expect(asking).rejects.toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    await clock.advance(0);
    await clock.advance(8_000);
    await refused;
    expect(c1.calls).toEqual([READ]);
  });
});
