import type { AuditRecord } from '../../../domain/audit.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { FollowUps, Look } from '../../../ports/follow-ups.ts';
import type { Log } from '../../../ports/log.ts';
import type { Store } from '../../../ports/store.ts';
import type { Turns } from '../../../ports/turns.ts';
import { type Boss, createBoss } from '../../jobs/boss.ts';
import { FollowJobs } from '../../jobs/follow-jobs.ts';
import { JobFollowUps } from '../../jobs/job-follow-ups.ts';
import { openPostgresAudit } from './audit/postgres-audit.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { Instance } from './instance.ts';
import { nameOf } from './name-of.ts';
import { openPostgresStore, type PostgresStoreOptions } from './postgres-store.ts';
import { prepareDatabase, unusable } from './prepare-database.ts';
import { SharedTurns } from './shared-turns.ts';

export interface PostgresOptions
  extends Pick<DatabaseOptions, 'poolSize' | 'limitMs'>,
    Pick<PostgresStoreOptions, 'kept'> {
  /** DATABASE_URL. */
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A UUID that no other instance has. */
  readonly newId: () => string;
  /** Gets each record of the trail that this instance wrote, once it is durable. */
  readonly onRecorded?: (record: AuditRecord) => void;
}

export interface PostgresRecords {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly turns: Turns;
  /** Once. */
  readonly createFollowUps: (look: Look) => FollowUps;
  close(): Promise<void>;
}

/** Store, trail and follow-ups in one database, its tables brought up to date. Rejects with StoreUnusable. */
export async function openPostgres(options: PostgresOptions): Promise<PostgresRecords> {
  const { url, log, clock, onRecorded } = options;
  const migrations = await prepareDatabase(url);
  const database = new Database(options);
  const boss = createBoss(database, (error) => log.debug({ err: error }, 'pg-boss tries again'));
  try {
    const instance = new Instance({ id: options.newId(), database, clock, log });
    await instance.beat();
    const store = await openPostgresStore({ ...options, database, instance });
    const audit = openPostgresAudit(database, onRecorded);
    const turns = new SharedTurns({ database, instance, clock });
    await boss.start();
    const beating = instance.run();
    log.info(
      { database: nameOf(url), instance: instance.id, migrations, grants: store.grants().length },
      'the store is open',
    );
    return {
      store,
      audit,
      turns,
      createFollowUps: (look) => followUps({ database, instance, turns, boss, store, look, clock, log }),
      close: async () => {
        await audit.close();
        await store.close();
        await boss.stop({ graceful: false, close: false });
        await instance.leave();
        await beating;
        await database.close();
      },
    };
  } catch (error) {
    await boss.stop({ graceful: false, close: false });
    await database.close();
    throw unusable(error instanceof StoreFailed ? error.cause : error, url);
  }
}

function followUps(parts: {
  database: Database;
  instance: Instance;
  turns: SharedTurns;
  boss: Boss;
  store: Store;
  look: Look;
  clock: Clock;
  log: Log;
}): FollowUps {
  const { database, instance, turns, boss, store } = parts;
  return new JobFollowUps({
    ...parts,
    runs: store,
    jobs: new FollowJobs(boss, database, (work) => database.transaction(work)),
    alone: (key, work) => turns.tryTake(key, work),
    onGone: (listener) => {
      instance.onGone = listener;
    },
  });
}
