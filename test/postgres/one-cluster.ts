import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { stopCluster } from './cluster.ts';
import { findPostgres } from './find-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server of this run belongs, and with which programs; null: there is none on this machine. */
    readonly postgres: { readonly programs: string; readonly directory: string } | null;
  }
}

/** One server for a whole run, started by the first test that needs it (database.ts), stopped when all have ended. */
export default function oneCluster(project: TestProject): (() => void) | undefined {
  const programs = findPostgres();
  if (programs === undefined) {
    process.stderr.write('No Postgres server on this machine: what needs one is left out, the rest runs on PGlite.\n');
    project.provide('postgres', null);
    return undefined;
  }
  const parent = mkdtempSync(join(tmpdir(), 'c1-sync-postgres-'));
  const directory = join(parent, 'cluster');
  project.provide('postgres', { programs, directory });
  return () => {
    if (existsSync(join(directory, 'data', 'postmaster.pid'))) stopCluster(programs, directory);
    rmSync(parent, { recursive: true, force: true });
  };
}
