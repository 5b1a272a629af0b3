import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

const PREFIX = 'c1-sync-postgres-';

/** One server for a whole run, started by the first test that needs it (database.ts), stopped when all have ended. */
export default function oneCluster(project: TestProject): (() => void) | undefined {
  const programs = findPostgres();
  if (programs === undefined) {
    process.stderr.write('No Postgres server on this machine: what needs one is left out, the rest runs on PGlite.\n');
    project.provide('postgres', null);
    return undefined;
  }
  removeOrphans(programs);
  const parent = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(parent, 'owner'), String(process.pid));
  const directory = join(parent, 'cluster');
  project.provide('postgres', { programs, directory });
  return () => remove(programs, parent);
}

/** What a run left behind that was killed. */
function removeOrphans(programs: string): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const parent = join(tmpdir(), name);
    const owner = ownerOf(parent);
    if (owner !== undefined && !isAlive(owner)) remove(programs, parent);
  }
}

function remove(programs: string, parent: string): void {
  const directory = join(parent, 'cluster');
  if (existsSync(join(directory, 'data', 'postmaster.pid'))) stopCluster(programs, directory);
  rmSync(parent, { recursive: true, force: true });
}

function ownerOf(parent: string): number | undefined {
  const file = join(parent, 'owner');
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
