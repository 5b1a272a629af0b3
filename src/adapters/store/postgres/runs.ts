import type { Person } from '../../../domain/access.ts';
import type { ConnectorRef } from '../../../domain/connector.ts';
import { connectorKey } from '../../../domain/connector.ts';
import {
  changed,
  findObstacle,
  isOpen,
  type Obstacle,
  type RunChange,
  rivalsSince,
  type SyncRun,
  unwatched,
  watched,
} from '../../../domain/sync-run.ts';
import type { RunStore } from '../../../ports/store.ts';
import { assertShape } from '../assert-shape.ts';
import { runShape } from '../record-shapes.ts';
import { changeRow } from './change-row.ts';
import type { Database } from './database.ts';
import type { Instance } from './instance.ts';
import { lock } from './locks.ts';
import * as sql from './run-statements.ts';
import type { Queryable } from './statement.ts';

/** How many closed ones are deleted at a time: looking for them goes through all that are kept. */
const FORGETS_IN_TURN = 1_000;

/** Runs in their table. What may become of one is decided by domain/sync-run.ts, never by SQL. */
export class PostgresRuns implements RunStore {
  readonly #database: Database;
  readonly #instance: Instance;
  readonly #kept: number;
  #closed = 0;

  /** @param kept runs with nothing left to do are forgotten beyond the newest of this many */
  constructor(database: Database, instance: Instance, kept: number) {
    this.#database = database;
    this.#instance = instance;
    this.#kept = kept;
  }

  async beginRun(run: SyncRun, cooldownMs: number): Promise<Obstacle | undefined> {
    assertShape(runShape, run);
    const obstacle = await this.#database.transaction(async (transaction) => {
      await lock(transaction, 'connector', connectorKey(run));
      const found = findObstacle(await rivalsOf(run, cooldownMs, transaction), run, cooldownMs);
      if (found !== undefined) return found;
      const [begun] = await transaction.all(sql.INSERT, sql.valuesOf(run, this.#instance.id));
      if (begun !== undefined) return undefined;
      // The same gesture for another connector was faster, and is to be seen by now.
      return findObstacle(await rivalsOf(run, cooldownMs, transaction), run, cooldownMs);
    });
    if (obstacle === undefined && !isOpen(run)) await this.#forgetOldClosed();
    return obstacle;
  }

  changeRun(id: string, change: RunChange): Promise<SyncRun> {
    return this.#change(id, (run) => changed(run, change));
  }

  watchRun(...[id, watcher]: Parameters<RunStore['watchRun']>): Promise<SyncRun> {
    return this.#change(id, (run) => watched(run, watcher));
  }

  unwatchRun(id: string, userId: string): Promise<SyncRun> {
    return this.#change(id, (run) => unwatched(run, userId));
  }

  async run(id: string): Promise<SyncRun | undefined> {
    return first(await this.#records(sql.BY_ID, id));
  }

  async latestRun({ appId, connectorId }: ConnectorRef): Promise<SyncRun | undefined> {
    return first(await this.#records(sql.LATEST, appId, connectorId));
  }

  runsBy({ teamId, userId }: Person, limit: number): Promise<readonly SyncRun[]> {
    return this.#records(sql.BY_PERSON, teamId, userId, limit);
  }

  runsOf({ appId, connectorId }: ConnectorRef, limit: number): Promise<readonly SyncRun[]> {
    return this.#records(sql.OF_CONNECTOR, appId, connectorId, limit);
  }

  newestRuns(limit: number): Promise<readonly SyncRun[]> {
    return this.#records(sql.NEWEST, limit);
  }

  async leftRuns(): Promise<readonly SyncRun[]> {
    const left = await this.#database.transaction(async (transaction) => {
      // Of two at once the second would judge by what it saw before the first had taken them.
      await lock(transaction, 'left', 'runs');
      return transaction.all<sql.RunRow>(sql.TAKE_LEFT, [this.#instance.id]);
    });
    return left.map(({ record }) => record).sort((a, b) => a.requestedAt - b.requestedAt);
  }

  openRuns(ref?: ConnectorRef): Promise<readonly SyncRun[]> {
    return ref === undefined
      ? this.#records(sql.OPEN)
      : this.#records(sql.OPEN_OF_CONNECTOR, ref.appId, ref.connectorId);
  }

  async #change(id: string, change: (run: SyncRun) => SyncRun): Promise<SyncRun> {
    let hasClosed = false;
    const run = await changeRow<SyncRun>({
      what: `run with the id ${id}`,
      change,
      read: async () => first(await this.#database.all<sql.RunRow>(sql.BY_ID, [id])),
      write: async ({ record, revision }, before) => {
        assertShape(runShape, record);
        hasClosed = isOpen(before) && !isOpen(record);
        const values = [id, revision, record.state, isOpen(record), JSON.stringify(record)];
        return (await this.#database.all(sql.UPDATE, values)).length === 1;
      },
    });
    if (hasClosed) await this.#forgetOldClosed();
    return run;
  }

  async #forgetOldClosed(): Promise<void> {
    this.#closed += 1;
    if (this.#closed % Math.ceil(this.#kept / FORGETS_IN_TURN) !== 0) return;
    await this.#database.all(sql.FORGET, [this.#kept]);
  }

  async #records(...[statement, ...values]: [sql.RunStatement, ...unknown[]]): Promise<readonly SyncRun[]> {
    return (await this.#database.all<sql.RunRow>(statement, values)).map(({ record }) => record);
  }
}

async function rivalsOf(run: SyncRun, cooldownMs: number, transaction: Queryable): Promise<readonly SyncRun[]> {
  const values = [run.appId, run.connectorId, rivalsSince(run, cooldownMs), run.dedupeKey];
  return (await transaction.all<sql.RunRow>(sql.RIVALS, values)).map(({ record }) => record);
}

function first<T>(records: readonly T[]): T | undefined {
  return records[0];
}
