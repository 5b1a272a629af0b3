import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { finished, ids, NOW, queued, refused, runOf, told } from './records.ts';

const ref = { appId: 'app1', connectorId: 'con1' };
const MINUTE = 60_000;

export function describeHistory(name: string, open: () => Promise<Store>, keeps: number): void {
  describe(`${name}: what there was`, () => {
    it('gives the newest run that asked C1 and was not refused', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { requestedAt: NOW + MINUTE }), 0);
      await store.changeRun('r1', queued);
      await store.beginRun(runOf('r2', { requestedAt: NOW + 2 * MINUTE }), 0);
      await store.changeRun('r2', queued);
      await store.beginRun(runOf('r3', { requestedAt: NOW + 3 * MINUTE }), 0);
      await store.changeRun('r3', refused);
      await store.beginRun(runOf('r4', { requestedAt: NOW + 4 * MINUTE, origin: 'join', state: 'running' }), 0);
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
      expect(ids(await store.runsBy({ userId: 'U0ANA', teamId: 'T1' }, 2))).toEqual(['r4', 'r3']);
      expect(ids(await store.runsBy({ userId: 'U0ANA', teamId: 'T1' }, 9))).toEqual(['r4', 'r3', 'r1']);
      expect(await store.runsBy({ userId: 'U0ANA', teamId: 'T1' }, 0)).toEqual([]);
      expect(await store.runsBy({ userId: 'U0ANA', teamId: 'T0OTHER' }, 2)).toEqual([]);
    });

    it('gives the runs of one connector and of all, newest first, whatever became of them', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', queued), 0);
      await store.beginRun(runOf('r2', { connectorId: 'con2' }), 0);
      await store.beginRun(runOf('r3', refused), 0);
      await store.beginRun(runOf('r4', { ...finished, ...told }), 0);
      await store.changeRun('r1', { state: 'running' });
      expect(ids(await store.runsOf(ref, 2))).toEqual(['r4', 'r3']);
      expect(ids(await store.runsOf(ref, 9))).toEqual(['r4', 'r3', 'r1']);
      expect(ids(await store.newestRuns(3))).toEqual(['r4', 'r3', 'r2']);
      expect(ids(await store.newestRuns(9))).toEqual(['r4', 'r3', 'r2', 'r1']);
      expect(await store.runsOf({ ...ref, connectorId: 'other' }, 9)).toEqual([]);
    });

    it('forgets closed runs but the last that began, and no open one', async () => {
      const store = await open();
      await store.beginRun(runOf('asks', { connectorId: 'asks' }), 0);
      const runs = Array.from({ length: keeps + 2 }, (_, n) =>
        runOf(`r${n}`, { connectorId: `con${n}`, requestedAt: NOW + n }),
      );
      await Promise.all(runs.map((run) => store.beginRun(run, 0)));
      await Promise.all(runs.map((run) => store.changeRun(run.id, finished)));
      expect(await store.openRuns()).toHaveLength(keeps + 3);
      // Told last, began first: what counts is the beginning.
      await Promise.all(runs.toReversed().map((run) => store.changeRun(run.id, told)));
      expect(ids(await store.openRuns())).toEqual(['asks']);
      const kept = ids(await store.newestRuns(2 * keeps));
      expect(kept).toHaveLength(keeps + 1);
      expect(kept.slice(-3)).toEqual(['r3', 'r2', 'asks']);
      expect(await store.run('r1')).toBeUndefined();
      expect(await store.runsOf({ appId: 'app1', connectorId: 'con1' }, 9)).toEqual([]);
      // The gesture of a forgotten run is forgotten too.
      expect(await store.beginRun(runOf('new', { dedupeKey: 'gesture-r0' }), 0)).toBeUndefined();
    });
  });
}
