import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { startCluster, stopCluster } from '../test/postgres/cluster.ts';
import { findPostgres } from '../test/postgres/find-postgres.ts';
import { inDirectory } from './workplace.ts';

export interface Postgres {
  /** An empty database of that name; resolves to its URL. */
  newDatabase(name: string): Promise<string>;
}

/**
 * A server for `work` alone, of the one that is installed on this machine, on the disk that the file store is measured
 * on; what is committed is synced, as in production. The directory is for what is measured beside it.
 * Undefined: none is installed.
 */
export async function withPostgres<T>(
  work: (postgres: Postgres, directory: string) => Promise<T>,
): Promise<T | undefined> {
  const programs = findPostgres();
  if (programs === undefined) return undefined;
  return inDirectory(async (parent) => {
    // The server's user has to reach its own directory.
    chmodSync(parent, 0o711);
    const directory = join(parent, 'cluster');
    const { url } = await startCluster(programs, directory, true);
    // It is no child of this process, so it has to be told when somebody has seen enough.
    const interrupted = () => {
      stopCluster(programs, directory);
      rmSync(parent, { recursive: true, force: true });
      process.exit(130);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
    try {
      return await work({ newDatabase: (name) => createDatabase(url, name) }, parent);
    } finally {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      stopCluster(programs, directory);
    }
  });
}

/** Of the server that is measured, as it says it itself. Undefined: none is installed. */
export function postgresVersion(): string | undefined {
  const programs = findPostgres();
  if (programs === undefined) return undefined;
  const said = execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' });
  return /\d[\d.]*/.exec(said)?.[0];
}

async function createDatabase(server: string, name: string): Promise<string> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
