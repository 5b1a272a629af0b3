import type PgBoss from 'pg-boss';
import { type ConnectorRef, connectorKey } from '../../domain/connector.ts';
import type { FollowMemory } from '../../ports/follow-ups.ts';
import { FOLLOW, JOBS_SCHEMA, type Sql } from './boss.ts';

/** What a job of the queue says. */
export interface FollowJob {
  readonly ref: ConnectorRef;
  readonly memory: FollowMemory;
}

/** One that waits is to come sooner. Its key and state are those of pg-boss's own table. */
const HASTEN = `
  update ${JOBS_SCHEMA}.job set start_after = least(start_after, now() + $3 * interval '1 ms')
  where name = $1 and singleton_key = $2 and state = 'created'`;

/** The jobs of following connectors: one that waits for each, besides one that is under way. Rejects with StoreFailed. */
export class FollowJobs {
  readonly #boss: PgBoss;
  readonly #sql: Sql;
  readonly #transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

  /** @param sql also runs transactions */
  constructor(boss: PgBoss, sql: Sql, transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>) {
    this.#boss = boss;
    this.#sql = sql;
    this.#transaction = transaction;
  }

  /** In so many milliseconds at the latest. */
  async due(ref: ConnectorRef, inMs: number, memory: FollowMemory, sql: Sql = this.#sql): Promise<void> {
    const { appId, connectorId } = ref;
    const singletonKey = connectorKey(ref);
    const data: FollowJob = { ref: { appId, connectorId }, memory };
    const options = { singletonKey, startAfter: (inMs / 1_000).toFixed(3), db: sql as PgBoss.Db };
    const isNew = (await this.#boss.send(FOLLOW, data, options)) !== null;
    if (!isNew) await sql.executeSql(HASTEN, [FOLLOW, singletonKey, inMs]);
  }

  /** For those that have no job. */
  async missing(refs: readonly ConnectorRef[], inMs: number): Promise<void> {
    if (refs.length === 0) return;
    const jobs = refs.map(({ appId, connectorId }) => ({
      name: FOLLOW,
      data: { ref: { appId, connectorId }, memory: { unreadableSince: null } },
      singletonKey: connectorKey({ appId, connectorId }),
      startAfter: (inMs / 1_000).toFixed(3),
    }));
    await this.#boss.insert(jobs);
  }

  async done(id: string): Promise<void> {
    await this.#boss.deleteJob(FOLLOW, id);
  }

  /** The next one is there before this one is gone. */
  async doneAndDue(id: string, ref: ConnectorRef, inMs: number, memory: FollowMemory): Promise<void> {
    await this.#transaction(async (sql) => {
      await this.#boss.deleteJob(FOLLOW, id, { db: sql as PgBoss.Db });
      await this.due(ref, inMs, memory, sql);
    });
  }
}
