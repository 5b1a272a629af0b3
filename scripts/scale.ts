import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { Client } from 'pg';
import { openPostgres, type PostgresRecords } from '../src/adapters/store/postgres/open-postgres.ts';
import { systemClock } from '../src/adapters/system-clock.ts';
import { eventOf } from '../test/adapters/store/audit/events.ts';
import { grantOf, queued, runOf } from '../test/adapters/store/records.ts';
import { startCluster, stopCluster } from '../test/postgres/cluster.ts';
import { findPostgres } from '../test/postgres/find-postgres.ts';

/** `npm run scale`: what docs/scale.md is reckoned from, measured on a Postgres server of its own that syncs its writes. */

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const REQUESTS = 400;
const AT_ONCE = 64;
const CONNECTORS = 10_000;
const PEOPLE = 1_000;

const programs = findPostgres();
if (programs === undefined) throw new Error('there is no Postgres server on this machine');
const parent = mkdtempSync(join(tmpdir(), 'c1-sync-scale-'));
chmodSync(parent, 0o711);
const directory = join(parent, 'cluster');
const { url } = await startCluster(programs, directory, true);
try {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('show server_version');
  say(`Postgres ${rows[0].server_version}, Node ${process.versions.node}, ${availableParallelism()} processors.`);
  const one = await open();
  await requests([one]);
  const three = [one, await open(), await open()];
  await requests(three);
  await grants(three);
  await sizes(client);
  await followUps(three, client);
  for (const records of three) await records.close();
  await client.end();
} finally {
  stopCluster(programs, directory);
  rmSync(parent, { recursive: true, force: true });
}

function open(): Promise<PostgresRecords> {
  return openPostgres({ url, clock: systemClock, log: silent, newId: randomUUID, limitMs: 60_000 });
}

/** What one request writes: its intent and its event at once, the answer and its event, where its message stands. */
async function request({ store, audit }: PostgresRecords): Promise<void> {
  const id = randomUUID();
  const run = runOf(id, { connectorId: `c-${id}`, requestedAt: Date.now() });
  await Promise.all([store.beginRun(run, 60_000), audit.append(eventOf(randomUUID()))]);
  await Promise.all([store.changeRun(id, queued), audit.append(eventOf(randomUUID()))]);
  await store.changeRun(id, { message: { channelId: 'C1', ts: '1.1' }, endToldAt: 1, state: 'finished' });
}

async function requests(instances: readonly PostgresRecords[]): Promise<void> {
  const [first] = instances as [PostgresRecords];
  for (let n = 0; n < 50; n += 1) await request(first);
  const alone: number[] = [];
  for (let n = 0; n < 100; n += 1) alone.push(await took(() => request(first)));
  const limit = pLimit(AT_ONCE);
  const together: number[] = [];
  const whole = await took(() =>
    Promise.all(
      Array.from({ length: REQUESTS }, (_, n) =>
        limit(async () => together.push(await took(() => request(instances[n % instances.length] ?? first)))),
      ),
    ),
  );
  say(
    `Requests, ${instances.length} instance(s): one after the other p50 ${ms(quantile(alone, 0.5))}, p99 ${ms(quantile(alone, 0.99))}; ` +
      `${AT_ONCE} at once ${Math.round((REQUESTS / whole) * 1_000)} a second, p50 ${ms(quantile(together, 0.5))}, p99 ${ms(quantile(together, 0.99))}.`,
  );
}

async function grants(instances: readonly PostgresRecords[]): Promise<void> {
  const [one, two] = instances as [PostgresRecords, PostgresRecords];
  const limit = pLimit(10);
  await Promise.all(
    Array.from({ length: PEOPLE }, (_, n) => limit(() => one.store.addGrant(grantOf(`g${n}`, `U${n}`)))),
  );
  const heard: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const subject = { kind: 'user', userId: `UNEW${n}`, teamId: 'T1' } as const;
    const added = one.store.addGrant(grantOf(`new${n}`, subject.userId)).then(() => performance.now());
    while (two.store.grantsOf(subject).length === 0) await systemClock.sleep(1);
    const seenAt = performance.now();
    heard.push(Math.max(0, seenAt - (await added)));
  }
  const confirming: number[] = [];
  for (let n = 0; n < 100; n += 1) confirming.push(await took(() => two.store.confirmGrants()));
  say(
    `Grants, ${PEOPLE}: a change is seen by another instance ${ms(quantile(heard, 0.5))} after it was written (p50; worst ${ms(Math.max(...heard))}); ` +
      `looking for changes at a submit takes p50 ${ms(quantile(confirming, 0.5))}.`,
  );
}

async function sizes(client: Client): Promise<void> {
  const { rows } = await client.query(`select
    pg_total_relation_size('c1_sync.runs') / greatest(1, (select count(*) from c1_sync.runs)) as run,
    pg_total_relation_size('c1_sync.audit') / greatest(1, (select count(*) from c1_sync.audit)) as audit`);
  say(`On disk, with indexes: ${rows[0].run} bytes a sync, ${rows[0].audit} bytes an audit record.`);
}

async function followUps(instances: readonly PostgresRecords[], client: Client): Promise<void> {
  await client.query('delete from c1_sync.runs');
  const limit = pLimit(10);
  const [one] = instances as [PostgresRecords];
  await Promise.all(
    Array.from({ length: CONNECTORS }, (_, n) => {
      const run = runOf(`open${n}`, { connectorId: `open${n}`, ...queued });
      return limit(() => one.store.beginRun(run, 0));
    }),
  );
  const reading = await took(() => one.store.openRuns());
  let looks = 0;
  let firstAt = 0;
  const followers = instances.map(({ createFollowUps }) =>
    createFollowUps(async () => {
      firstAt ||= performance.now();
      looks += 1;
      return null;
    }),
  );
  for (const follower of followers) follower.start(async () => undefined);
  while (looks < CONNECTORS) await systemClock.sleep(50);
  const rate = (CONNECTORS / (performance.now() - firstAt)) * 1_000;
  for (const follower of followers) await follower.stop();
  say(
    `Follow-ups, ${CONNECTORS} connectors at once, ${instances.length} instances: reading what is open takes ${ms(reading)}; ` +
      `${Math.round(rate)} looks a second without the time C1 and Slack take.`,
  );
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const begunAt = performance.now();
  await work();
  return performance.now() - begunAt;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
