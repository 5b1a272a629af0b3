import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openPostgresAudit } from '../../../src/adapters/store/postgres/audit/postgres-audit.ts';
import { Database, type DatabaseOptions } from '../../../src/adapters/store/postgres/database.ts';
import { Instance } from '../../../src/adapters/store/postgres/instance.ts';
import {
  openPostgres,
  type PostgresOptions,
  type PostgresRecords,
} from '../../../src/adapters/store/postgres/open-postgres.ts';
import { openPostgresStore } from '../../../src/adapters/store/postgres/postgres-store.ts';
import { prepareDatabase } from '../../../src/adapters/store/postgres/prepare-database.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { AuditLog } from '../../../src/ports/audit.ts';
import type { Store } from '../../../src/ports/store.ts';
import { silent } from './silent.ts';

/**
 * Everything in a database of its own, closed after the test.
 * @param onFinished a concurrent test has to give its own; vitest cannot tell whose it is
 */
export async function openRecords(
  url: string,
  options: Partial<PostgresOptions> = {},
  onFinished: typeof onTestFinished = onTestFinished,
): Promise<PostgresRecords> {
  const records = await openPostgres({ url, log: silent, clock: systemClock, newId: randomUUID, ...options });
  onFinished(() => records.close());
  return records;
}

/** Also what only grows. */
const EMPTY = `
  set session_replication_role = replica;
  truncate c1_sync.grants, c1_sync.runs, c1_sync.favourites, c1_sync.requests, c1_sync.audit, c1_sync.turns;
  update c1_sync.grant_revision set value = 0;
  update c1_sync.audit_head set seq = 0, hash = repeat('0', 64);
  set session_replication_role = origin`;

/** Fewer than in production, so that a test can fill it. */
export const KEPT = { runs: 20, requests: 20 };

/** One database for the tests of a file, each of which finds it empty. */
export function sharedDatabase(
  urlOf: () => string,
  options: Pick<DatabaseOptions, 'poolSize'>,
): { openStore(): Promise<Store>; openAudit(): Promise<AuditLog> } {
  const parts = { clock: systemClock, log: silent };
  let database: Database;
  let instance: Instance;
  beforeAll(async () => {
    await prepareDatabase(urlOf());
    // A thousand at once wait for each other.
    database = new Database({ ...parts, ...options, url: urlOf(), limitMs: 50_000 });
    instance = new Instance({ ...parts, id: randomUUID(), database });
    await instance.beat();
  });
  afterAll(() => database.close());
  return {
    async openStore() {
      await database.executeSql(EMPTY);
      const store = await openPostgresStore({ ...parts, url: urlOf(), database, instance, kept: KEPT });
      onTestFinished(() => store.close());
      return store;
    },
    async openAudit() {
      await database.executeSql(EMPTY);
      return openPostgresAudit(database);
    },
  };
}
