import pLimit, { type LimitFunction } from 'p-limit';
import { StoreFailed } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Turns } from '../../../ports/turns.ts';
import type { Database } from './database.ts';
import type { Instance } from './instance.ts';
import { statement } from './statement.ts';

const TRY_AGAIN_MS = 300;
/** Longer than a dead instance keeps its turns. */
const WAIT_MS = 30_000;

/** A row: it is ours. That of an instance that is gone is taken over. */
const TAKE = statement(
  'take_turn',
  `insert into c1_sync.turns (key, holder) values ($1, $2)
   on conflict (key) do update set holder = excluded.holder
     where c1_sync.turns.holder = excluded.holder
        or not exists (select from c1_sync.instances i where i.id = c1_sync.turns.holder and i.alive_until > now())
   returning key`,
);
const RELEASE = statement('release_turn', 'delete from c1_sync.turns where key = $1 and holder = $2');

/** Turns among all instances on one database: kept while the work goes on, and lost 10 s after the instance is. */
export class SharedTurns implements Turns {
  readonly #database: Database;
  readonly #instance: Instance;
  readonly #clock: Clock;
  /** Within this process. */
  readonly #queues = new Map<string, LimitFunction>();

  constructor({ database, instance, clock }: { database: Database; instance: Instance; clock: Clock }) {
    this.#database = database;
    this.#instance = instance;
    this.#clock = clock;
  }

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    return this.#inQueue(key, async () => {
      const giveUpAt = this.#clock.now() + WAIT_MS;
      while (!(await this.#acquire(key))) {
        if (this.#clock.now() >= giveUpAt) throw new StoreFailed(`another instance does not end its turn at ${key}`);
        await this.#clock.sleep(TRY_AGAIN_MS);
      }
      return this.#do(key, work);
    });
  }

  /** Undefined at once: another instance is at it. */
  tryTake<T>(key: string, work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
    return this.#inQueue(key, async () => {
      if (!(await this.#acquire(key))) return undefined;
      return { value: await this.#do(key, work) };
    });
  }

  async #do<T>(key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.#instance.turns.delete(key);
      // One that does not get through is made up for by the instance's next beat.
      await this.#database.all(RELEASE, [key, this.#instance.id]).catch(() => undefined);
    }
  }

  async #acquire(key: string): Promise<boolean> {
    this.#instance.turns.add(key);
    try {
      const [row] = await this.#database.all(TAKE, [key, this.#instance.id]);
      if (row === undefined) this.#instance.turns.delete(key);
      return row !== undefined;
    } catch (error) {
      this.#instance.turns.delete(key);
      throw error;
    }
  }

  async #inQueue<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? pLimit(1);
    this.#queues.set(key, queue);
    try {
      return await queue(work);
    } finally {
      const isIdle = queue.activeCount === 0 && queue.pendingCount === 0;
      if (isIdle && this.#queues.get(key) === queue) this.#queues.delete(key);
    }
  }
}
