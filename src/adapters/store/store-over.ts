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
    // One process writes it, so memory is all there is to know.
    areGrantsKnown: () => true,
    confirmGrants: async () => undefined,
    grantsOf: (subject) => state.grantsOf(subject),
    grants: () => state.grants(),
    grantedGroups: () => state.grantedGroups(),
    addGrant: (grant, replaces = []) => persistence.change((draft) => draft.addGrant(grant, replaces)),
    removeGrants: (ids) => persistence.change((draft) => draft.removeGrants(ids)),
    beginRun: (run, cooldownMs) => persistence.change((draft) => draft.beginRun(run, cooldownMs)),
    changeRun: (id, change) => persistence.change((draft) => draft.changeRun(id, change)),
    watchRun: (id, watcher) => persistence.change((draft) => draft.watchRun(id, watcher)),
    unwatchRun: (id, userId) => persistence.change((draft) => draft.unwatchRun(id, userId)),
    run: async (id) => state.run(id),
    latestRun: async (ref) => state.latestRun(ref),
    runsBy: async (person, limit) => state.runsBy(person, limit),
    runsOf: async (ref, limit) => state.runsOf(ref, limit),
    newestRuns: async (limit) => state.newestRuns(limit),
    leftRuns: async () => state.openRuns(),
    openRuns: async (ref) => state.openRuns(ref),
    favouritesOf: async (person) => state.favouritesOf(person),
    setFavourites: (person, refs) => persistence.change((draft) => draft.setFavourites(person, refs)),
    addRequest: (request) => persistence.change((draft) => draft.requests.add(request)),
    decideRequest: (id, decision, grant, replaces = []) =>
      persistence.change((draft) => draft.decideRequest(id, decision, grant, replaces)),
    changeRequest: (id, change) => persistence.change((draft) => draft.requests.change(id, change)),
    request: async (id) => state.requests.get(id),
    requestsBy: async (person, limit) => state.requests.by(person, limit),
    openRequests: async () => state.requests.open(),
    isOpen: () => persistence.isOpen(),
    close: () => persistence.close(),
  };
}
