import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import type { RunChange, SyncRun } from '../../src/domain/sync-run.ts';
import { countRuns } from '../../src/use-cases/counted-runs.ts';
import { RecordingMetrics } from '../doubles/metrics.ts';
import { QUEUED } from '../doubles/runs.ts';

/** What is counted while a run goes through these changes. */
async function counted(changes: readonly RunChange[], state: SyncRun['state'] = 'asking') {
  const metrics = new RecordingMetrics();
  const runs = countRuns(openMemoryStore(), metrics);
  await runs.beginRun({ ...QUEUED, state }, 0);
  for (const change of changes) await runs.changeRun(QUEUED.id, change);
  return metrics.seen;
}

describe('a sync is counted', () => {
  it("by C1's answer and by its end, with how long it took, and not in between", async () => {
    const running: RunChange = { state: 'running', startedAt: 10_000 };
    const finished: RunChange = { state: 'finished', completedAt: 262_000 };
    expect(await counted([{ state: 'queued' }, { state: 'waiting' }, running, finished])).toEqual([
      'sync queued',
      'sync finished',
      'sync 252000 ms',
    ]);
  });

  it('once when C1 refuses it: that is its end', async () => {
    expect(await counted([{ state: 'refused' }, { endToldAt: 1 }])).toEqual(['sync refused']);
  });

  it('by its end alone when somebody joined it', async () => {
    expect(await counted([{ state: 'failed', detail: 'no' }], 'running')).toEqual(['sync failed']);
  });

  it('once for each change, however often that is told', async () => {
    const unclear: RunChange = { state: 'unclear' };
    expect(await counted([unclear, unclear, { state: 'given-up' }, { state: 'finished' }])).toEqual([
      'sync unclear',
      'sync given-up',
    ]);
  });

  it('not when only its message changes', async () => {
    expect(await counted([{ message: { channelId: 'C1', ts: '1.2' } }], 'queued')).toEqual([]);
  });
});
