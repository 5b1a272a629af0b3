import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const DEBIAN = '/usr/lib/postgresql';

/** The directory with initdb and pg_ctl; undefined: there is no server on this machine. */
export function findPostgres(): string | undefined {
  const inDebian = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  const inPath = (process.env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  return [...inDebian.sort(newestFirst), ...inPath].find(hasServer);
}

function hasServer(directory: string): boolean {
  return ['initdb', 'pg_ctl', 'postgres'].every((program) => existsSync(join(directory, program)));
}

function newestFirst(a: string, b: string): number {
  return b.localeCompare(a, undefined, { numeric: true });
}
