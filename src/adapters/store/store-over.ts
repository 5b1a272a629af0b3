import type { Store } from '../../ports/store.ts';
import type { StoreState } from './store-state.ts';

/** What differs between stores that hold their state in memory: how a change becomes lasting. */
export interface Persistence {
  /** What is lasting already; the same object for good. */
  readonly state: StoreState;
  /** Resolves with what `mutation` returned once its change is lasting and in `state`. Rejects with StoreFailed. */
  change<T>(mutation: (state: StoreState) => T): Promise<T>;
  isOpen(): boolean;
  close(): Promise<void>;
}

export function storeOver(persistence: Persistence): Store {
  const { state } = persistence;
  return {
    grantsOf: (person) => state.grantsOf(person),
    grants: () => state.grants(),
    addGrant: (grant, replaces = []) => persistence.change((draft) => draft.addGrant(grant, replaces)),
    removeGrants: (ids) => persistence.change((draft) => draft.removeGrants(ids)),
    beginRun: (run, cooldownMs) => persistence.change((draft) => draft.beginRun(run, cooldownMs)),
    settleRun: (id, outcome) => persistence.change((draft) => draft.settleRun(id, outcome)),
    latestRun: async (ref) => state.latestRun(ref),
    runsBy: async (person, limit) => state.runsBy(person, limit),
    unsettledRuns: async () => state.unsettledRuns(),
    isOpen: () => persistence.isOpen(),
    close: () => persistence.close(),
  };
}
