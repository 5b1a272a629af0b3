import type { Grant, GroupSubject, Person, Subject } from '../domain/access.ts';
import type { AccessRequest, RequestChange, RequestDecision, RequestObstacle } from '../domain/access-request.ts';
import type { ConnectorRef } from '../domain/connector.ts';
import type { Obstacle, RunChange, SyncRun, Watcher } from '../domain/sync-run.ts';

/**
 * Who may. Reads are from memory and never wait; writes resolve when they would survive a power cut, and memory
 * changes only then. Writes reject with StoreFailed. Where several instances share the store, what another did shows in
 * memory a moment later; while that cannot be known, memory shows no grants.
 */
export interface AccessStore {
  /** False: what is in memory may be outdated, so that it shows no grants. */
  areGrantsKnown(): boolean;
  /** Brings memory up to everything that was written before the call, in whichever instance. Rejects with StoreFailed. */
  confirmGrants(): Promise<void>;
  /** All grants of one person or group by themselves, ended ones too. */
  grantsOf(subject: Subject): readonly Grant[];
  grants(): readonly Grant[];
  /** The user groups that have grants, ended ones too. */
  grantedGroups(): readonly GroupSubject[];
  /** Adds a grant and takes away those with the ids in `replaces`, in one step. */
  addGrant(grant: Grant, replaces?: readonly string[]): Promise<void>;
  removeGrants(ids: readonly string[]): Promise<void>;
}

/** What was asked of C1, and how it goes on. Rejects with StoreFailed. */
export interface RunStore {
  /**
   * Records the intent, durably, unless something stands in its way (`findObstacle`); the check and the record are
   * one step, whatever runs at the same time.
   */
  beginRun(run: SyncRun, cooldownMs: number): Promise<Obstacle | undefined>;
  /** As `changed` in domain/sync-run.ts says: a run that has ended keeps how. Resolves to the run as it is now. */
  changeRun(id: string, change: RunChange): Promise<SyncRun>;
  /** Adds a watcher, unless they watch already or asked for it themselves. */
  watchRun(id: string, watcher: Watcher): Promise<SyncRun>;
  unwatchRun(id: string, userId: string): Promise<SyncRun>;
  run(id: string): Promise<SyncRun | undefined>;
  /** The newest run of a connector that asked C1 for a sync and was not refused. */
  latestRun(ref: ConnectorRef): Promise<SyncRun | undefined>;
  /** What one person asked for, newest first. */
  runsBy(person: Person, limit: number): Promise<readonly SyncRun[]>;
  /** The runs of one connector, newest first. */
  runsOf(ref: ConnectorRef, limit: number): Promise<readonly SyncRun[]>;
  /** Of all connectors, newest first. */
  newestRuns(limit: number): Promise<readonly SyncRun[]>;
  /**
   * The open runs that nobody is at, because the process that was is gone: at the start of the only process all of them.
   * Each is given once; from then on whoever got it is at it.
   */
  leftRuns(): Promise<readonly SyncRun[]>;
  /** Runs with something left to do (`isOpen`), of one connector or of all, oldest first. */
  openRuns(ref?: ConnectorRef): Promise<readonly SyncRun[]>;
}

/** The connectors that a person wants at hand, in their order. */
export interface FavouriteStore {
  favouritesOf(person: Person): Promise<readonly ConnectorRef[]>;
  setFavourites(person: Person, refs: readonly ConnectorRef[]): Promise<void>;
}

/** Who asked for access, and what came of it. Rejects with StoreFailed. */
export interface AccessRequestStore {
  /** Records it, durably, unless something stands in its way (`requestObstacle`); check and record are one step. */
  addRequest(request: AccessRequest): Promise<RequestObstacle | undefined>;
  /**
   * As `decided` in domain/access-request.ts says: the first answer counts. If this is it, and an approval, the grant is
   * added and those with the ids in `replaces` are taken away, all in one step. Resolves to the request as it is now.
   */
  decideRequest(
    id: string,
    decision: RequestDecision,
    grant?: Grant,
    replaces?: readonly string[],
  ): Promise<AccessRequest>;
  changeRequest(id: string, change: RequestChange): Promise<AccessRequest>;
  request(id: string): Promise<AccessRequest | undefined>;
  /** What one person asked for, newest first. */
  requestsBy(person: Person, limit: number): Promise<readonly AccessRequest[]>;
  /** Requests with something left to do (`isOpen`), oldest first. */
  openRequests(): Promise<readonly AccessRequest[]>;
}

export interface Store extends AccessStore, RunStore, FavouriteStore, AccessRequestStore {
  /** False once it can no longer be written (lock lost); then every write rejects. */
  isOpen(): boolean;
  close(): Promise<void>;
}
