import type { Grant, Person } from '../domain/access.ts';
import type { ConnectorRef } from '../domain/connector.ts';
import type { Obstacle, SyncRun } from '../domain/sync-run.ts';

/**
 * Who may. Reads are from memory and never wait; writes resolve when they would survive a power cut, and memory
 * changes only then. Writes reject with StoreFailed.
 */
export interface AccessStore {
  /** All grants of one person, ended ones too. */
  grantsOf(person: Person): readonly Grant[];
  grants(): readonly Grant[];
  /** Adds a grant and takes away those with the ids in `replaces`, in one step. */
  addGrant(grant: Grant, replaces?: readonly string[]): Promise<void>;
  removeGrants(ids: readonly string[]): Promise<void>;
}

/** What was asked of C1, and how it went. Rejects with StoreFailed. */
export interface RunStore {
  /**
   * Records the intent, durably, unless something stands in its way (`findObstacle`); the check and the record are
   * one step, whatever runs at the same time.
   */
  beginRun(run: SyncRun, cooldownMs: number): Promise<Obstacle | undefined>;
  settleRun(id: string, outcome: Pick<SyncRun, 'state' | 'errorCode' | 'settledAt'>): Promise<SyncRun>;
  /** The newest run of a connector that was not refused. */
  latestRun(ref: ConnectorRef): Promise<SyncRun | undefined>;
  /** What one person asked for, newest first. */
  runsBy(person: Person, limit: number): Promise<readonly SyncRun[]>;
  /** Runs that never got their answer: the process died between the record and it. */
  unsettledRuns(): Promise<readonly SyncRun[]>;
}

export interface Store extends AccessStore, RunStore {
  /** False once it can no longer be written (lock lost); then every write rejects. */
  isOpen(): boolean;
  close(): Promise<void>;
}
