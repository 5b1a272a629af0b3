import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { inject, vi } from 'vitest';
import { startCluster } from './cluster.ts';

/** Whether tests that need a real server can run here. */
export const HAS_POSTGRES = inject('postgres') !== null;

type OnFinished = (undo: () => void | Promise<void>) => void;

/** A new, empty database on the server of this run; gone when the test has ended. Resolves to its URL. */
export async function newDatabase(onFinished: OnFinished): Promise<string> {
  const admin = await clusterUrl();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await execute(admin, `create database ${name} ${await howToCopy(admin)}`);
  onFinished(async () => void (await execute(admin, `drop database ${name} with (force)`)));
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

/** From version 15 on Postgres writes a copy of its template into its log, page by page, unless it is told to copy files. */
function howToCopy(admin: string): Promise<string> {
  copying ??= execute(admin, `select current_setting('server_version_num')::int as version`).then(([row]) =>
    Number(row?.version) >= 150_000 ? 'strategy file_copy' : '',
  );
  return copying;
}
let copying: Promise<string> | undefined;

/** Runs one statement, on a connection of its own. */
export async function execute(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** The first who asks starts it, in whichever process; the others wait. */
async function clusterUrl(): Promise<string> {
  const postgres = inject('postgres');
  if (postgres === null) throw new Error('there is no Postgres server on this machine');
  const { programs, directory } = postgres;
  const parent = dirname(directory);
  const file = join(parent, 'url');
  if (isFirst(parent)) {
    // The server's user has to reach its own directory.
    chmodSync(parent, 0o711);
    const { url } = await startCluster(programs, directory);
    writeFileSync(`${file}.new`, url);
    renameSync(`${file}.new`, file);
  }
  return vi.waitFor(() => readFileSync(file, 'utf8'), { timeout: 30_000, interval: 50 });
}

function isFirst(parent: string): boolean {
  try {
    mkdirSync(join(parent, 'starting'));
    return true;
  } catch {
    return false;
  }
}
