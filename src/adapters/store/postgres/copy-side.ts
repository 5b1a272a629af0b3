import type { Client } from 'pg';
import type { Grant } from '../../../domain/access.ts';
import type { AccessRequest } from '../../../domain/access-request.ts';
import type { SyncRun } from '../../../domain/sync-run.ts';
import { assertShape } from '../assert-shape.ts';
import { CHAIN_START } from '../audit/chain.ts';
import { checkedLines } from '../copy/same-store.ts';
import { CopyRefused, type WholeStore } from '../copy/whole-store.ts';
import { type Favourites, favouritesShape, grantShape, runShape } from '../record-shapes.ts';
import { requestShape } from '../request-shape.ts';
import { appendRows, readHead, rowsForwards } from './audit/trail-table.ts';
import { createClient } from './connect.ts';
import { nameOf } from './name-of.ts';
import { prepareDatabase } from './prepare-database.ts';
import { queryableOver } from './queryable-over.ts';
import * as requestSql from './request-statements.ts';
import * as runSql from './run-statements.ts';

const LINES_AT_ONCE = 500;

/** Nobody: whoever starts first goes on with what is open. */
const NOBODY = null;

/** Does something with all that a database holds, as of one moment. Rejects with CopyRefused, and as `pg` does. */
export async function withDatabase<T>(url: string, work: (whole: WholeStore) => Promise<T>): Promise<T> {
  return inTransaction(url, 'begin isolation level repeatable read', async (client) => {
    await requireNobody(client, url);
    return work(await readAll(client));
  });
}

/**
 * Writes all of it into a database that has nothing of ours yet, and lets `check` see what is there then: if it throws,
 * nothing is. Rejects with CopyRefused, StoreUnusable, and as `pg` does.
 */
export async function writeDatabase(
  url: string,
  whole: WholeStore,
  check: (written: WholeStore) => Promise<void>,
): Promise<void> {
  await prepareDatabase(url);
  await inTransaction(url, 'begin', async (client) => {
    await requireNobody(client, url);
    await requireEmpty(client, url);
    await writeAll(client, whole);
    await check(await readAll(client));
  });
}

async function inTransaction<T>(url: string, begin: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = createClient(url);
  try {
    await client.connect();
    await client.query(begin);
    const value = await work(client);
    await client.query('commit');
    return value;
  } finally {
    // Without the commit it is rolled back with the connection.
    await client.end().catch(() => undefined);
  }
}

async function readAll(client: Client): Promise<WholeStore> {
  const queryable = queryableOver(client);
  const recordsOf = async <T>(sql: string): Promise<T[]> =>
    (await client.query<{ record: T }>(sql)).rows.map(({ record }) => record);
  const whole: WholeStore = {
    grants: await recordsOf<Grant>('select record from c1_sync.grants where record is not null order by revision'),
    runs: await recordsOf<SyncRun>('select record from c1_sync.runs order by requested_at, seq'),
    favourites: await recordsOf<Favourites>(
      `select json_build_object('id', person, 'connectors', connectors) as record from c1_sync.favourites order by person`,
    ),
    requests: await recordsOf<AccessRequest>('select record from c1_sync.requests order by asked_at, seq'),
    end: (await readHead(queryable)) ?? CHAIN_START,
    lines: () => rowsForwards(queryable, Number.MAX_SAFE_INTEGER),
  };
  for (const grant of whole.grants) assertShape(grantShape, grant);
  for (const run of whole.runs) assertShape(runShape, run);
  for (const favourites of whole.favourites) assertShape(favouritesShape, favourites);
  for (const request of whole.requests) assertShape(requestShape, request);
  return whole;
}

async function writeAll(client: Client, whole: WholeStore): Promise<void> {
  const queryable = queryableOver(client);
  for (const [n, grant] of whole.grants.entries()) {
    const values = [grant.id, JSON.stringify(grant), n + 1];
    await client.query('insert into c1_sync.grants (id, record, revision) values ($1, $2, $3)', values);
  }
  await client.query('update c1_sync.grant_revision set value = $1', [whole.grants.length]);
  for (const run of whole.runs) await queryable.all(runSql.INSERT, runSql.valuesOf(run, NOBODY));
  for (const { id, connectors } of whole.favourites) {
    const values = [id, JSON.stringify(connectors)];
    await client.query('insert into c1_sync.favourites (person, connectors) values ($1, $2)', values);
  }
  for (const request of whole.requests) await queryable.all(requestSql.INSERT, requestSql.valuesOf(request));
  let page: { readonly seq: number; readonly bytes: Buffer }[] = [];
  for await (const line of checkedLines(whole)) {
    page.push(line);
    if (page.length < LINES_AT_ONCE) continue;
    await appendRows(queryable, page);
    page = [];
  }
  if (page.length > 0) await appendRows(queryable, page);
  if (whole.end.seq > 0) {
    await client.query('update c1_sync.audit_head set seq = $1, hash = $2', [whole.end.seq, whole.end.hash]);
  }
}

async function requireEmpty(client: Client, url: string): Promise<void> {
  const { rows } = await client.query<{ what: string }>(`
    select 'grants' as what where exists (select from c1_sync.grants)
    union all select 'syncs' where exists (select from c1_sync.runs)
    union all select 'favourites' where exists (select from c1_sync.favourites)
    union all select 'requests for access' where exists (select from c1_sync.requests)
    union all select 'audit records' where exists (select from c1_sync.audit)`);
  if (rows.length === 0) return;
  const what = rows.map((row) => row.what).join(', ');
  throw new CopyRefused(
    `the database ${nameOf(url)} is not empty: it has ${what}. Name one that c1-sync has never used`,
  );
}

async function requireNobody(client: Client, url: string): Promise<void> {
  const { rowCount } = await client.query('select from c1_sync.instances where alive_until > now()');
  if (rowCount === 0) return;
  throw new CopyRefused(`${rowCount} running c1-sync use the database ${nameOf(url)}; stop them and try again in 10 s`);
}
