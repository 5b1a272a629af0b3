import type { AuditRecord } from '../../../domain/audit.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import type { Store } from '../../../ports/store.ts';
import { openPostgresAudit } from './audit/postgres-audit.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { nameOf } from './name-of.ts';
import { openPostgresStore, type PostgresStoreOptions } from './postgres-store.ts';
import { prepareDatabase, unusable } from './prepare-database.ts';

export interface PostgresOptions
  extends Pick<DatabaseOptions, 'poolSize' | 'limitMs'>,
    Pick<PostgresStoreOptions, 'kept'> {
  /** DATABASE_URL. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Gets each record of the trail that this instance wrote, once it is durable. */
  readonly onRecorded?: (record: AuditRecord) => void;
}

export interface PostgresRecords {
  readonly database: Database;
  readonly store: Store;
  readonly audit: AuditLog;
  close(): Promise<void>;
}

/** Store and trail in one database, its tables brought up to date. Rejects with StoreUnusable. */
export async function openPostgres(options: PostgresOptions): Promise<PostgresRecords> {
  const { url, log, onRecorded } = options;
  const migrations = await prepareDatabase(url);
  const database = new Database(options);
  try {
    const store = await openPostgresStore({ ...options, database });
    const audit = openPostgresAudit(database, onRecorded);
    log.info({ database: nameOf(url), migrations, grants: store.grants().length }, 'the store is open');
    const close = async (): Promise<void> => {
      await audit.close();
      await store.close();
      await database.close();
    };
    return { database, store, audit, close };
  } catch (error) {
    await database.close();
    throw unusable(error instanceof StoreFailed ? error.cause : error, url);
  }
}
