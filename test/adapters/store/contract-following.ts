import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { finished, ids, NOW, queued, refused, runOf, told } from './records.ts';

const ref = { appId: 'app1', connectorId: 'con1' };
const place = { channelId: 'C1', ts: '1700000000.000100' };

export function describeFollowing(name: string, open: () => Promise<Store>): void {
  describe(`${name}: what goes on`, () => {
    it('gives open runs in the order they began, whatever changed since', async () => {
      const store = await open();
      for (const id of ['r1', 'r2', 'r3']) await store.beginRun(runOf(id, { connectorId: `of-${id}` }), 0);
      await store.changeRun('r3', queued);
      await store.changeRun('r1', queued);
      await store.beginRun(runOf('r4', { connectorId: 'of-r1' }), 0);
      await store.changeRun('r1', { state: 'waiting' });
      expect(ids(await store.openRuns())).toEqual(['r1', 'r2', 'r3', 'r4']);
      expect(await store.openRuns({ appId: 'app1', connectorId: 'of-r1' })).toEqual([
        runOf('r1', { connectorId: 'of-r1', ...queued, state: 'waiting' }),
        runOf('r4', { connectorId: 'of-r1' }),
      ]);
      expect(await store.openRuns({ appId: 'app2', connectorId: 'of-r1' })).toEqual([]);
    });

    it('keeps a run open until its end has been told', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), 0);
      for (const state of ['queued', 'waiting', 'running', 'unclear'] as const) {
        await store.changeRun('r1', { state });
        expect(ids(await store.openRuns(ref))).toEqual(['r1']);
      }
      await store.changeRun('r1', finished);
      expect(await store.openRuns()).toEqual([runOf('r1', finished)]);
      await store.changeRun('r1', told);
      expect(await store.openRuns()).toEqual([]);
      expect(await store.openRuns(ref)).toEqual([]);
      expect(await store.run('r1')).toEqual(runOf('r1', { ...finished, ...told }));
    });

    it('has nothing left to do for a run that was told as it began', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { ...refused, ...told }), 0);
      await store.beginRun(runOf('r2', refused), 0);
      expect(ids(await store.openRuns())).toEqual(['r2']);
    });

    it('keeps how a run ended, and lets be recorded where and when that was told', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), 0);
      await store.changeRun('r1', finished);
      const late = { state: 'failed', changedAt: NOW + 9, startedAt: 30, completedAt: 40, detail: 'x' } as const;
      expect(await store.changeRun('r1', late)).toEqual(runOf('r1', finished));
      const where = { message: place, copy: { ...place, channelId: 'C2' }, ...told };
      expect(await store.changeRun('r1', { ...late, ...where })).toEqual(runOf('r1', { ...finished, ...where }));
      expect(await store.run('r1')).toEqual(runOf('r1', { ...finished, ...where }));
    });

    it('changes only what a change names', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), 0);
      await store.changeRun('r1', { message: place });
      await store.changeRun('r1', queued);
      expect(await store.changeRun('r1', { detail: 'waits' })).toEqual(
        runOf('r1', { ...queued, message: place, detail: 'waits' }),
      );
    });
  });

  describe(`${name}: who waits`, () => {
    const ann = { userId: 'UANN', direct: true };

    it('adds watchers in their order, each once', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), 0);
      const bob = { userId: 'UBOB', direct: false };
      await store.watchRun('r1', ann);
      await Promise.all([store.watchRun('r1', bob), store.watchRun('r1', ann)]);
      expect(await store.watchRun('r1', { ...ann, direct: false })).toEqual(runOf('r1', { watchers: [ann, bob] }));
      expect(await store.run('r1')).toEqual(runOf('r1', { watchers: [ann, bob] }));
    });

    it('does not add who asked for it, who is told anyway', async () => {
      const store = await open();
      await store.beginRun(runOf('r1', { requestedBy: 'UANN' }), 0);
      expect((await store.watchRun('r1', ann)).watchers).toEqual([]);
    });

    it('takes a watcher away, and minds nobody who does not watch', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), 0);
      await store.watchRun('r1', ann);
      expect((await store.unwatchRun('r1', 'UBOB')).watchers).toEqual([ann]);
      expect((await store.unwatchRun('r1', 'UANN')).watchers).toEqual([]);
      expect(await store.run('r1')).toEqual(runOf('r1'));
    });

    it('leaves those who wait as they were when the run ended', async () => {
      const store = await open();
      await store.beginRun(runOf('r1'), 0);
      await store.watchRun('r1', ann);
      await store.changeRun('r1', finished);
      expect((await store.watchRun('r1', { userId: 'UBOB', direct: true })).watchers).toEqual([ann]);
      expect((await store.unwatchRun('r1', 'UANN')).watchers).toEqual([ann]);
    });
  });
}
