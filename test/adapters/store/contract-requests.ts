import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/ports/store.ts';
import { NOW, queued, refused, runOf } from './records.ts';

const ref = { appId: 'app1', connectorId: 'con1' };
const MINUTE = 60_000;

export function describeRequests(name: string, open: () => Promise<Store>): void {
  describe(`${name}: what was asked`, () => {
    it('records the intent, then the outcome', async () => {
      const store = await open();
      expect(await store.run('r1')).toBeUndefined();
      expect(await store.beginRun(runOf('r1'), MINUTE)).toBeUndefined();
      expect(await store.run('r1')).toEqual(runOf('r1'));
      expect(await store.changeRun('r1', queued)).toEqual(runOf('r1', queued));
      expect(await store.run('r1')).toEqual(runOf('r1', queued));
      expect(await store.latestRun(ref)).toEqual(runOf('r1', queued));
    });

    it('lets one of many simultaneous gestures begin', async () => {
      const store = await open();
      const tries = Array.from({ length: 20 }, (_, n) => store.beginRun(runOf(`r${n}`), MINUTE));
      const obstacles = await Promise.all(tries);
      expect(obstacles.filter((obstacle) => obstacle === undefined)).toHaveLength(1);
      expect(obstacles.filter((obstacle) => obstacle?.why === 'cooling-down')).toHaveLength(19);
      expect(await store.openRuns()).toHaveLength(1);
    });

    it('knows a gesture again, for another connector and after the cool-down', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { dedupeKey: 'view-1' }), 0);
      await store.changeRun('r1', queued);
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
      await store.changeRun('r1', queued);
      const early = await store.beginRun(runOf('r2', { requestedAt: NOW + MINUTE - 1 }), MINUTE);
      expect(early).toMatchObject({ why: 'cooling-down', run: { id: 'r1' } });
      expect(await store.beginRun(runOf('r3', { connectorId: 'con2' }), MINUTE)).toBeUndefined();
      expect(await store.beginRun(runOf('r4', { requestedAt: NOW + MINUTE }), MINUTE)).toBeUndefined();
    });

    it('lets a refused run stand in nobody’s way, again and again', async () => {
      const store = await open();
      for (const id of ['r1', 'r2', 'r3']) {
        expect(await store.beginRun(runOf(id, { dedupeKey: 'view-1' }), MINUTE)).toBeUndefined();
        await store.changeRun(id, refused);
      }
      expect(await store.latestRun(ref)).toBeUndefined();
      await store.beginRun(runOf('r4', { dedupeKey: 'view-1' }), MINUTE);
      expect(await store.beginRun(runOf('r5', { dedupeKey: 'view-1' }), MINUTE)).toMatchObject({ why: 'same-gesture' });
    });

    it('lets one who joined stand in nobody’s way, but knows the gesture', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { origin: 'join', state: 'running', dedupeKey: 'view-1' }), 0);
      expect(await store.beginRun(runOf('r2'), MINUTE)).toBeUndefined();
      expect(await store.beginRun(runOf('r3', { dedupeKey: 'view-1' }), 0)).toMatchObject({ why: 'same-gesture' });
    });

    it('refuses to change a run it does not know, and a second run with one id', async () => {
      const store = await open();
      await expect(store.changeRun('r1', queued)).rejects.toThrow(StoreFailed);
      await expect(store.watchRun('r1', { userId: 'UANN', direct: true })).rejects.toThrow(StoreFailed);
      await expect(store.unwatchRun('r1', 'UANN')).rejects.toThrow(StoreFailed);
      await store.beginRun(runOf('r1', { state: 'refused' }), 0);
      await expect(store.beginRun(runOf('r1', { dedupeKey: 'other' }), 0)).rejects.toThrow(StoreFailed);
    });

    it('keeps no run it could not read back', async () => {
      const store = await open();
      await expect(store.beginRun(runOf('r1', { appId: '../x' }), 0)).rejects.toThrow(StoreFailed);
      await store.beginRun(runOf('r2'), 0);
      await expect(store.changeRun('r2', { changedAt: Number.NaN })).rejects.toThrow(StoreFailed);
      expect(await store.newestRuns(9)).toEqual([runOf('r2')]);
    });
  });
}
