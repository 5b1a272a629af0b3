import { connectorKey } from '../../src/domain/connector.ts';
import { hasEnded, type RunState, type SyncRun } from '../../src/domain/sync-run.ts';
import type { Store } from '../../src/ports/store.ts';

/** What the disk was told of each run. */
export interface Entry {
  run: SyncRun;
  readonly ends: Set<RunState>;
}

/** A store that keeps account of every run, also of those that it forgets. */
export interface Ledger {
  readonly store: Store;
  readonly entries: ReadonlyMap<string, Entry>;
  /** By connector: how many runs were recorded that are to be asked of C1. */
  readonly intents: ReadonlyMap<string, number>;
}

export function keepLedger(disk: Store): Ledger {
  const entries = new Map<string, Entry>();
  const intents = new Map<string, number>();
  const note = (run: SyncRun): SyncRun => {
    const entry = entries.get(run.id) ?? { run, ends: new Set() };
    entry.run = run;
    if (hasEnded(run)) entry.ends.add(run.state);
    entries.set(run.id, entry);
    return run;
  };
  const store: Store = {
    ...disk,
    async beginRun(run, cooldownMs) {
      const obstacle = await disk.beginRun(run, cooldownMs);
      if (obstacle !== undefined) return obstacle;
      const key = connectorKey(note(run));
      if (run.origin !== 'join') intents.set(key, (intents.get(key) ?? 0) + 1);
      return undefined;
    },
    changeRun: async (id, change) => note(await disk.changeRun(id, change)),
    watchRun: async (id, watcher) => note(await disk.watchRun(id, watcher)),
  };
  return { store, entries, intents };
}
