import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';

/** One that has not been heard of for so long is gone, and others take over what it was at. By the database's clock. */
const LIVES_S = 10;
const BEATS_EVERY_MS = 3_000;

const BEAT = statement(
  'beat',
  `insert into c1_sync.instances (id, alive_until) values ($1, now() + interval '${LIVES_S} s')
   on conflict (id) do update set alive_until = excluded.alive_until`,
);
/** What this one holds only by mistake: a release that did not get through. */
const LET_GO = statement('let_go', 'delete from c1_sync.turns where holder = $1 and not key = any($2)');
const BURY = statement('bury', 'delete from c1_sync.instances where alive_until < now() returning id');
const LEAVE = statement('leave', 'update c1_sync.instances set alive_until = now() where id = $1');

/** This process among those that share the database: it shows that it lives, and notices who does not any more. */
export class Instance {
  readonly id: string;
  /** The turns that are taken or being taken here. */
  readonly turns = new Set<string>();
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #stopped = new AbortController();
  #onGone: () => void = () => undefined;

  constructor(parts: { id: string; database: Database; clock: Clock; log: Log }) {
    this.id = parts.id;
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** Called whenever others are found to be gone. */
  set onGone(listener: () => void) {
    this.#onGone = listener;
  }

  /** Rejects with StoreFailed. */
  async beat(): Promise<void> {
    await this.#database.all(BEAT, [this.id]);
    await this.#database.all(LET_GO, [this.id, [...this.turns]]);
    const gone = await this.#database.all<{ id: string }>(BURY);
    if (gone.length === 0) return;
    this.#log.info({ instances: gone.map(({ id }) => id) }, 'other instances are gone; what they were at goes on here');
    this.#onGone();
  }

  /** Until {@link leave}. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      await this.#clock.sleep(BEATS_EVERY_MS, signal).catch(() => undefined);
      // A database that is away is in the log already.
      if (!signal.aborted) await this.beat().catch(() => undefined);
    }
  }

  /** The others see at their next beat that it is gone. Never rejects. */
  async leave(): Promise<void> {
    this.#stopped.abort();
    await this.#database.all(LEAVE, [this.id]).catch(() => undefined);
  }
}
