import { durationOf } from '../domain/outlook.ts';
import { hasEnded } from '../domain/sync-run.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { RunStore } from '../ports/store.ts';

/** Runs that are counted: by what C1 answered, and by how they ended. A refusal is both, and counts once. */
export function countRuns(runs: RunStore, metrics: Metrics): RunStore {
  return {
    async changeRun(id, change) {
      const before = change.state === undefined ? undefined : await runs.run(id);
      const after = await runs.changeRun(id, change);
      if (before === undefined || before.state === after.state) return after;
      if (before.state === 'asking' || hasEnded(after)) metrics.count('sync', { result: after.state });
      const duration = durationOf(after);
      if (duration !== null) metrics.time('sync', duration, {});
      return after;
    },

    beginRun: (run, cooldownMs) => runs.beginRun(run, cooldownMs),
    watchRun: (id, watcher) => runs.watchRun(id, watcher),
    unwatchRun: (id, userId) => runs.unwatchRun(id, userId),
    run: (id) => runs.run(id),
    latestRun: (ref) => runs.latestRun(ref),
    runsBy: (person, limit) => runs.runsBy(person, limit),
    runsOf: (ref, limit) => runs.runsOf(ref, limit),
    newestRuns: (limit) => runs.newestRuns(limit),
    leftRuns: () => runs.leftRuns(),
    openRuns: (ref) => runs.openRuns(ref),
  };
}
