import type { Pool, PoolClient } from 'pg';
import { C1SyncError, StoreFailed } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { createPool, POOL_SIZE } from './connect.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { queryableOver } from './queryable-over.ts';
import type { Queryable } from './statement.ts';

/** A person waits, and Slack gives a gesture three seconds. */
const LIMIT_MS = 2_500;
/** Of that, for a connection, and for each statement. */
const FOR_A_CONNECTION = 0.6;
const FOR_A_STATEMENT = 0.8;

export interface DatabaseOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Connections at most. */
  readonly poolSize?: number;
  /** All that one call of ours may take, however many statements it has and whatever it waits for. */
  readonly limitMs?: number;
}

/**
 * The database, for short work. While it does not answer nothing is asked of it but {@link probe}, so that nobody waits
 * for it again and again. Everything rejects with StoreFailed, within `limitMs`.
 */
export class Database implements Queryable {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #poolSize: number;
  readonly #limitMs: number;
  #isUp = true;
  #closing: Promise<void> | undefined;

  constructor({ url, clock, log, poolSize = POOL_SIZE, limitMs = LIMIT_MS }: DatabaseOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#poolSize = poolSize;
    this.#limitMs = limitMs;
    this.#pool = createPool(url, {
      max: poolSize,
      connectMs: limitMs * FOR_A_CONNECTION,
      statementMs: limitMs * FOR_A_STATEMENT,
      onLoss: (error) => this.#noteLoss(error),
    });
  }

  /** It answered when it was last asked. */
  get isUp(): boolean {
    return this.#isUp && this.#closing === undefined;
  }

  async all<Row extends object>(...[statement, values]: Parameters<Queryable['all']>): Promise<readonly Row[]> {
    return this.#work((queryable) => queryable.all(statement, values));
  }

  async executeSql(...[text, values]: Parameters<Queryable['executeSql']>): Promise<{ rows: unknown[] }> {
    return this.#work(async (queryable, client) => {
      try {
        return await queryable.executeSql(text, values);
      } catch (error) {
        // It may have begun a transaction of its own.
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** Does all of it or nothing. */
  async transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T> {
    return this.#work(async (queryable, client) => {
      await client.query('begin');
      try {
        const value = await work(queryable);
        await client.query('commit');
        return value;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  /** Asks whether it can be written, also while it does not answer. Never rejects. */
  async probe(): Promise<boolean> {
    try {
      const [row] = await this.#lend(
        async (client) => (await client.query('select pg_is_in_recovery() as standby')).rows,
      );
      if (row?.standby === true) this.#noteLoss(new Error('it is a standby, which cannot be written'));
      else this.#noteAnswer();
    } catch (error) {
      this.#noteLoss(error);
    }
    return this.#isUp;
  }

  /** Resolves when no connection is left. */
  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  async #work<T>(work: (queryable: Queryable, client: PoolClient) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new StoreFailed('the database is closed');
    if (!this.#isUp) throw new StoreFailed('the database does not answer');
    try {
      return await this.#lend((client) => work(queryableOver(client), client));
    } catch (error) {
      if (error instanceof C1SyncError) throw error;
      if (isConnectionLoss(error)) this.#noteLoss(error);
      else this.#log.error({ err: error }, 'the database refused a statement');
      throw new StoreFailed('the database could not be read or written', { cause: error });
    }
  }

  /** A connection that did not answer in time is not used again: what comes from it would answer something else. */
  async #lend<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const begunAt = this.#clock.now();
    const client = await this.#connect();
    let isOut = true;
    const giveBack = (destroy: boolean): void => {
      if (isOut) client.release(destroy);
      isOut = false;
    };
    const over = new AbortController();
    const half = Math.max(0, begunAt + this.#limitMs - this.#clock.now()) / 2;
    // Twice the half: a process that stood still first hears what has arrived meanwhile.
    const limit = this.#clock
      .sleep(half, over.signal)
      .then(() => this.#clock.sleep(half, over.signal))
      .then(
        () => giveBack(true),
        () => undefined,
      );
    try {
      const value = await work(client);
      giveBack(false);
      return value;
    } catch (error) {
      giveBack(!(error instanceof C1SyncError) && isConnectionLoss(error));
      throw error;
    } finally {
      over.abort();
      await limit;
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      // All of them are at work: that is about us, not about the database.
      const isBusy = this.#pool.totalCount >= this.#poolSize && this.#pool.idleCount === 0;
      if (isBusy) throw new StoreFailed('all connections to the database are in use', { cause: error });
      throw error;
    }
  }

  #noteLoss(error: unknown): void {
    if (!this.#isUp || this.#closing !== undefined) return;
    this.#isUp = false;
    this.#log.error({ err: error }, 'the database does not answer; nobody can be allowed anything until it does');
  }

  #noteAnswer(): void {
    if (this.#isUp) return;
    this.#isUp = true;
    this.#log.info({}, 'the database answers again');
  }
}
