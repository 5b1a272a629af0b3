import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/ports/store.ts';
import { grantOf, NOW, queued, refused, runOf } from './records.ts';

const ref = { appId: 'app1', connectorId: 'con1' };
const ann = { userId: 'UANN', teamId: 'T1' };
const MINUTE = 60_000;

/** What every store must do. `open` gives a new, empty one. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`${name}: who may`, () => {
    it('allows nobody when empty', async () => {
      const store = await open();
      expect(store.grantsOf(ann)).toEqual([]);
      expect(store.grants()).toEqual([]);
    });

    it('gives all grants of one person, ended ones too, and of nobody else', async () => {
      const store = await open();
      const ended = grantOf('g1', 'UANN', { expiresAt: NOW - 1 });
      const live = grantOf('g2', 'UANN', { role: 'manager' });
      await store.addGrant(ended);
      await store.addGrant(grantOf('g3', 'UBOB'));
      await store.addGrant(live);
      expect(store.grantsOf(ann)).toEqual([ended, live]);
      expect(store.grants()).toHaveLength(3);
    });

    it('binds a grant to the team', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      expect(store.grantsOf({ userId: 'UANN', teamId: 'T2' })).toEqual([]);
    });

    it('replaces grants in one step', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g2', 'UBOB'));
      await store.addGrant(grantOf('g3', 'UANN'), ['g1', 'g2', 'unknown']);
      expect(store.grants().map(({ id }) => id)).toEqual(['g3']);
      expect(store.grantsOf({ userId: 'UBOB', teamId: 'T1' })).toEqual([]);
    });

    it('keeps one grant of an id', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g1', 'UBOB'));
      expect(store.grantsOf(ann)).toEqual([]);
      expect(store.grants()).toEqual([grantOf('g1', 'UBOB')]);
    });

    it('removes grants, and ignores ids it does not know', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g2', 'UANN'));
      await store.removeGrants(['g1', 'unknown']);
      expect(store.grantsOf(ann)).toEqual([grantOf('g2', 'UANN')]);
    });

    it('never changes a list it gave out', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      const [mine, all] = [store.grantsOf(ann), store.grants()];
      await store.addGrant(grantOf('g2', 'UANN'));
      await store.removeGrants(['g1']);
      expect(mine).toEqual([grantOf('g1', 'UANN')]);
      expect(all).toEqual([grantOf('g1', 'UANN')]);
    });

    it('keeps nothing it could not read back', async () => {
      const store = await open();
      await expect(store.addGrant(grantOf('g1', 'UANN', { expiresAt: Number.NaN }))).rejects.toThrow(StoreFailed);
      await expect(store.beginRun(runOf('r1', { appId: '../x' }), 0)).rejects.toThrow(StoreFailed);
      expect(store.grants()).toEqual([]);
      expect(await store.unsettledRuns()).toEqual([]);
    });
  });

  describe(`${name}: what was asked`, () => {
    it('records the intent, then the outcome', async () => {
      const store = await open();
      expect(await store.beginRun(runOf('r1'), MINUTE)).toBeUndefined();
      expect(await store.unsettledRuns()).toEqual([runOf('r1')]);
      expect(await store.settleRun('r1', queued)).toEqual(runOf('r1', queued));
      expect(await store.unsettledRuns()).toEqual([]);
      expect(await store.latestRun(ref)).toEqual(runOf('r1', queued));
    });

    it('lets one of many simultaneous gestures begin', async () => {
      const store = await open();
      const tries = Array.from({ length: 20 }, (_, n) => store.beginRun(runOf(`r${n}`), MINUTE));
      const obstacles = await Promise.all(tries);
      expect(obstacles.filter((obstacle) => obstacle === undefined)).toHaveLength(1);
      expect(obstacles.filter((obstacle) => obstacle?.why === 'cooling-down')).toHaveLength(19);
      expect(await store.unsettledRuns()).toHaveLength(1);
    });

    it('knows a gesture again, for another connector and after the cool-down', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { dedupeKey: 'view-1' }), 0);
      await store.settleRun('r1', queued);
      const again = runOf('r2', { dedupeKey: 'view-1', connectorId: 'con2', requestedAt: NOW + 60 * MINUTE });
      expect(await store.beginRun(again, 0)).toEqual({
        why: 'same-gesture',
        run: runOf('r1', { dedupeKey: 'view-1', ...queued }),
      });
      expect(await store.latestRun(again)).toBeUndefined();
    });

    it('holds the connector for the cool-down and frees it at its end', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), MINUTE);
      await store.settleRun('r1', queued);
      const early = await store.beginRun(runOf('r2', { requestedAt: NOW + MINUTE - 1 }), MINUTE);
      expect(early).toMatchObject({ why: 'cooling-down', run: { id: 'r1' } });
      expect(await store.beginRun(runOf('r3', { connectorId: 'con2' }), MINUTE)).toBeUndefined();
      expect(await store.beginRun(runOf('r4', { requestedAt: NOW + MINUTE }), MINUTE)).toBeUndefined();
    });

    it('lets a refused run stand in nobody’s way, again and again', async () => {
      const store = await open();
      for (const id of ['r1', 'r2', 'r3']) {
        expect(await store.beginRun(runOf(id, { dedupeKey: 'view-1' }), MINUTE)).toBeUndefined();
        await store.settleRun(id, refused);
      }
      expect(await store.latestRun(ref)).toBeUndefined();
      await store.beginRun(runOf('r4', { dedupeKey: 'view-1' }), MINUTE);
      expect(await store.beginRun(runOf('r5', { dedupeKey: 'view-1' }), MINUTE)).toMatchObject({ why: 'same-gesture' });
    });

    it('gives the newest run of a connector by the time it was asked for', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { requestedAt: NOW + MINUTE }), 0);
      await store.settleRun('r1', queued);
      await store.beginRun(runOf('r2', { requestedAt: NOW + 2 * MINUTE }), 0);
      await store.settleRun('r2', queued);
      await store.beginRun(runOf('r3', { requestedAt: NOW + 3 * MINUTE }), 0);
      await store.settleRun('r3', refused);
      expect(await store.latestRun(ref)).toMatchObject({ id: 'r2' });
      expect(await store.latestRun({ appId: 'app1', connectorId: 'other' })).toBeUndefined();
    });

    it('gives what one person asked for, newest first', async () => {
      const store = await open();
      for (const [id, requestedBy] of [
        ['r1', 'U0ANA'],
        ['r2', 'U0BEN'],
        ['r3', 'U0ANA'],
        ['r4', 'U0ANA'],
      ] as const) {
        await store.beginRun(runOf(id, { requestedBy, connectorId: id, dedupeKey: id }), 0);
      }
      const { teamId } = runOf('r1');
      expect((await store.runsBy({ userId: 'U0ANA', teamId }, 2)).map(({ id }) => id)).toEqual(['r4', 'r3']);
      expect(await store.runsBy({ userId: 'U0ANA', teamId: 'T0OTHER' }, 2)).toEqual([]);
    });

    it('refuses to settle a run it does not know, and a second run with one id', async () => {
      const store = await open();
      await expect(store.settleRun('r1', queued)).rejects.toThrow(StoreFailed);
      await store.beginRun(runOf('r1', { state: 'refused' }), 0);
      await expect(store.beginRun(runOf('r1', { dedupeKey: 'other' }), 0)).rejects.toThrow(StoreFailed);
    });

    it('forgets settled runs beyond the newest 1,000, and never one that still asks', async () => {
      const store = await open();
      await store.beginRun(runOf('asks', { connectorId: 'asks' }), 0);
      const runs = Array.from({ length: 1002 }, (_, n) => runOf(`r${n}`, { connectorId: `con${n}` }));
      await Promise.all(runs.map((run) => store.beginRun(run, 0)));
      await Promise.all(runs.map((run) => store.settleRun(run.id, queued)));
      const kept = await Promise.all(runs.map((run) => store.latestRun(run)));
      expect(kept.slice(0, 3).map((run) => run?.id)).toEqual([undefined, undefined, 'r2']);
      expect(kept.filter((run) => run !== undefined)).toHaveLength(1000);
      expect(await store.unsettledRuns()).toMatchObject([{ id: 'asks' }]);
      // The gesture of a forgotten run is forgotten too.
      expect(await store.beginRun(runOf('new', { dedupeKey: 'gesture-r0' }), 0)).toBeUndefined();
    });
  });

  describe(`${name}: the end`, () => {
    it('is open until closed, and then writes nothing', async () => {
      const store = await open();
      expect(store.isOpen()).toBe(true);
      await store.close();
      await store.close();
      expect(store.isOpen()).toBe(false);
      await expect(store.addGrant(grantOf('g1', 'UANN'))).rejects.toThrow(StoreFailed);
      await expect(store.beginRun(runOf('r1'), 0)).rejects.toThrow(StoreFailed);
      expect(store.grants()).toEqual([]);
    });
  });
}
