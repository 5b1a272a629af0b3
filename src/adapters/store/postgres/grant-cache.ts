import type { Grant } from '../../../domain/access.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { describe } from '../assert-shape.ts';
import { GrantTable } from '../grant-table.ts';
import { grantShape } from '../record-shapes.ts';
import type { Database } from './database.ts';
import { statement } from './statement.ts';

/** A revocation in another instance counts here after this at the latest, whatever becomes of the database. */
const GOOD_FOR_MS = 5_000;
/** Leaves time for one that is slow, before what was read last is too old. */
const REFRESH_EVERY_MS = 2_000;
const PROBE_EVERY_MS = 1_000;
/** What was taken away is known in the database for a day; clocks are not that far apart. */
const READ_ANEW_AFTER_MS = 3_600_000;

const NOBODY = new GrantTable([]);

const CHANGED = statement(
  'grants_changed',
  'select id, record, revision from c1_sync.grants where revision > $1 order by revision',
);

interface Row {
  readonly id: string;
  readonly record: unknown;
  readonly revision: string;
}

/** The allowlist in memory, in step with the database. What is not known to be in step allows nobody. */
export class GrantCache {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #stopped = new AbortController();
  #table = new GrantTable([]);
  #revision = '0';
  /** When the last good reading began, our clock. */
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor({ database, clock, log }: { database: Database; clock: Clock; log: Log }) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  /** False: it could not be read for so long that nobody can be allowed anything by it. */
  get isKnown(): boolean {
    return this.#clock.now() - this.#readAt < GOOD_FOR_MS && !this.#stopped.signal.aborted;
  }

  get table(): GrantTable {
    return this.isKnown ? this.#table : NOBODY;
  }

  /** Resolves when all that was committed before the call is known. Rejects with StoreFailed. */
  refresh(): Promise<void> {
    if (this.#reading === undefined) return this.#begin();
    // The one under way may have begun before that; all who come during it share the one after.
    this.#next ??= this.#reading
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#begin();
      });
    return this.#next;
  }

  /** Keeps in step until {@link stop}; finds out when a database that was away is back. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      const isUp = this.#database.isUp || (await this.#database.probe());
      // The failure stands in the log, and what is too old allows nobody.
      if (isUp) await this.refresh().catch(() => undefined);
      await this.#clock.sleep(isUp ? REFRESH_EVERY_MS : PROBE_EVERY_MS, signal).catch(() => undefined);
    }
  }

  stop(): void {
    this.#stopped.abort();
  }

  #begin(): Promise<void> {
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    const begunAt = this.#clock.now();
    const isLate = begunAt - this.#readAt > READ_ANEW_AFTER_MS;
    const rows = await this.#database.all<Row>(CHANGED, [isLate ? '0' : this.#revision]);
    const table = isLate ? new GrantTable([]) : this.#table;
    const grants = rows.map((row) => this.#grantOf(row));
    for (const [n, { id, revision }] of rows.entries()) {
      const grant = grants[n];
      if (grant === undefined) table.remove(id);
      else table.put(grant);
      this.#revision = revision;
    }
    this.#table = table;
    this.#readAt = begunAt;
  }

  /** Undefined: taken away. One that cannot be read makes all of them unknown: it may be half of a revocation. */
  #grantOf({ id, record }: Row): Grant | undefined {
    if (record === null) return undefined;
    const { success, data, error } = grantShape.safeParse(record);
    if (success) return data;
    this.#log.error(
      { grant: id, why: describe(error) },
      'a grant in the database is none; nobody can be allowed anything',
    );
    throw new StoreFailed(`the grant ${id} in the database cannot be read`);
  }
}
