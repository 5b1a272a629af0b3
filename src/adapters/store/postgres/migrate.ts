import type { Client } from 'pg';
import { Umzug } from 'umzug';
import { StoreUnusable } from '../store-unusable.ts';
import { MIGRATIONS } from './migrations/all.ts';

/** Any two numbers of our own: whoever migrates holds this lock, and the others wait for it. */
const LOCK = '(18273, 1)';

/** The schema with everything of ours, but the jobs. */
export const SCHEMA = 'c1_sync';

/**
 * Brings the tables up to date, once whatever number of instances start. All of it or nothing. Rejects with StoreUnusable
 * where a newer c1-sync was at work, and as `pg` does.
 *
 * @param where the database, for people
 * @returns the names of what was done now
 */
export async function migrate(client: Client, where: string): Promise<readonly string[]> {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock${LOCK}`);
    await requireUtf8(client, where);
    if (!(await hasSchema(client))) await client.query(`create schema ${SCHEMA}`);
    await client.query(`create table if not exists ${SCHEMA}.migrations (
      name text primary key,
      done_at timestamptz not null default now()
    )`);
    assertNotNewer(await doneMigrations(client), where);
    const done = await umzugOver(client).up();
    await client.query('commit');
    return done.map(({ name }) => name);
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** The names of what is left to do; changes nothing. Rejects as `migrate`. */
export async function pendingMigrations(client: Client, where: string): Promise<readonly string[]> {
  const hasTable = `select to_regclass('${SCHEMA}.migrations') is not null as yes`;
  const [table] = (await client.query<{ yes: boolean }>(hasTable)).rows;
  const done = table?.yes === true ? await doneMigrations(client) : [];
  assertNotNewer(done, where);
  return MIGRATIONS.map(({ name }) => name).filter((name) => !done.includes(name));
}

/** Not with the client as its context: that would hang on its errors, with the password in it. */
function umzugOver(client: Client): Umzug {
  return new Umzug({
    logger: undefined,
    migrations: MIGRATIONS.map(({ name, sql }) => ({
      name,
      up: async () => void (await client.query(sql)),
    })),
    storage: {
      executed: async () => [...(await doneMigrations(client))],
      logMigration: async ({ name }) => {
        await client.query(`insert into ${SCHEMA}.migrations (name) values ($1)`, [name]);
      },
      // There is no way back: a backup is.
      unlogMigration: async () => undefined,
    },
  });
}

async function doneMigrations(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(`select name from ${SCHEMA}.migrations order by name`);
  return rows.map(({ name }) => name);
}

function assertNotNewer(done: readonly string[], where: string): void {
  const unknown = done.find((name) => !MIGRATIONS.some((known) => known.name === name));
  if (unknown === undefined) return;
  throw new StoreUnusable('newer', where, `it has the tables of ${unknown}, which this one does not know`);
}

async function requireUtf8(client: Client, where: string): Promise<void> {
  const [row] = (await client.query<{ server_encoding: string }>('show server_encoding')).rows;
  if (row?.server_encoding === 'UTF8') return;
  throw new StoreUnusable('refused', where, `its encoding is ${row?.server_encoding}, and c1-sync needs one in UTF8`);
}

async function hasSchema(client: Client): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [SCHEMA]);
  return rowCount === 1;
}
