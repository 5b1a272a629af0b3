import PgBoss from 'pg-boss';

export type Boss = PgBoss;

/** pg-boss keeps its tables apart from ours. */
export const JOBS_SCHEMA = 'c1_sync_jobs';
export const FOLLOW = 'follow';

/** A look that takes longer is given to another instance, which then finds it still under way and waits. */
const LOOK_TAKES_S = 10;
/** How often all instances together look for jobs whose instance is gone, and for old ones to delete. */
const MAINTAINED_EVERY_S = 5;
/** Each try is a look, and there are looks until nothing is left to follow. */
const TRIES = 1_000_000;

/** Runs SQL of pg-boss: one statement with values, or several without. */
export interface Sql {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** @param onError what fails in the background; it is tried again */
export function createBoss(db: Sql, onError: (error: Error) => void): PgBoss {
  const boss = new PgBoss({
    db: db as PgBoss.Db,
    schema: JOBS_SCHEMA,
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: MAINTAINED_EVERY_S,
    archiveCompletedAfterSeconds: 60,
    deleteAfterHours: 1,
  });
  boss.on('error', onError);
  return boss;
}

/** Makes or upgrades the tables of pg-boss and our queue in them. Two must not do so at the same time. */
export async function prepareJobs(db: Sql): Promise<void> {
  let failure: Error | undefined;
  const boss = new PgBoss({ db: db as PgBoss.Db, schema: JOBS_SCHEMA, supervise: false, schedule: false });
  boss.on('error', (error) => {
    failure = error;
  });
  await boss.start();
  try {
    if (failure !== undefined) throw failure;
    const queue = { name: FOLLOW, policy: 'short', expireInSeconds: LOOK_TAKES_S, retryLimit: TRIES } as const;
    if ((await boss.getQueue(FOLLOW)) === null) await boss.createQueue(FOLLOW, queue);
    else await boss.updateQueue(FOLLOW, queue);
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}
