import type { Grant, Person } from '../../domain/access.ts';
import type { ConnectorRef } from '../../domain/connector.ts';
import { StoreFailed } from '../../domain/errors.ts';
import { findObstacle, type Obstacle, type SyncRun } from '../../domain/sync-run.ts';
import { GrantTable } from './grant-table.ts';
import { assertShape, grantShape, runShape } from './record-shapes.ts';
import { RunTable } from './run-table.ts';

/** Everything a store knows, in pages as of `Pages`; the order is that of making. */
export interface Records {
  readonly grants: readonly (readonly Grant[])[];
  readonly runs: readonly (readonly SyncRun[])[];
}

/**
 * What a store knows, in memory and with its indexes: the same for every store that fits in memory. A method that
 * throws or refuses has changed nothing, and the same calls on equal states make equal states.
 */
export class StoreState {
  readonly #grants: GrantTable;
  readonly #runs: RunTable;
  #revision = 0;

  constructor({ grants, runs }: Records = { grants: [], runs: [] }) {
    this.#grants = new GrantTable(grants);
    this.#runs = new RunTable(runs);
  }

  /** Grows with each change. */
  get revision(): number {
    return this.#revision;
  }

  records(): Records {
    return { grants: this.#grants.pages(), runs: this.#runs.pages() };
  }

  grants(): readonly Grant[] {
    return this.#grants.all();
  }

  grantsOf(person: Person): readonly Grant[] {
    return this.#grants.of(person);
  }

  addGrant(grant: Grant, replaces: readonly string[]): void {
    assertShape(grantShape, grant);
    for (const id of replaces) this.#grants.remove(id);
    this.#grants.put(grant);
    this.#revision += 1;
  }

  removeGrants(ids: readonly string[]): void {
    for (const id of ids) if (this.#grants.remove(id)) this.#revision += 1;
  }

  beginRun(run: SyncRun, cooldownMs: number): Obstacle | undefined {
    const obstacle = findObstacle(this.#runs.rivalsOf(run), run, cooldownMs);
    if (obstacle !== undefined) return obstacle;
    if (this.#runs.get(run.id) !== undefined) throw new StoreFailed(`a run with the id ${run.id} exists already`);
    this.#putRun(run);
    return undefined;
  }

  settleRun(id: string, outcome: Pick<SyncRun, 'state' | 'errorCode' | 'settledAt'>): SyncRun {
    const run = this.#runs.get(id);
    if (run === undefined) throw new StoreFailed(`there is no run with the id ${id}`);
    const { state, errorCode, settledAt } = outcome;
    const settled = { ...run, state, errorCode, settledAt };
    this.#putRun(settled);
    return settled;
  }

  runsBy({ userId, teamId }: Person, limit: number): readonly SyncRun[] {
    const own = this.#runs.all().filter((run) => run.requestedBy === userId && run.teamId === teamId);
    return own.slice(-limit).reverse();
  }

  latestRun(ref: ConnectorRef): SyncRun | undefined {
    let latest: SyncRun | undefined;
    for (const run of this.#runs.of(ref)) {
      if (run.state === 'refused') continue;
      if (latest === undefined || run.requestedAt >= latest.requestedAt) latest = run;
    }
    return latest;
  }

  unsettledRuns(): readonly SyncRun[] {
    return this.#runs.all().filter((run) => run.state === 'asking');
  }

  #putRun(run: SyncRun): void {
    assertShape(runShape, run);
    this.#runs.put(run);
    this.#runs.forgetOldSettled();
    this.#revision += 1;
  }
}
