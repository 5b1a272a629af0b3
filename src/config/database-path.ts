import type { Environment } from './environment.ts';

/** Undefined: there are problems, and the environment has them. */
export function readDatabasePath(environment: Environment): string | undefined {
  if (environment.isSet('DATABASE_URL')) {
    environment.problem('DATABASE_URL', 'this version keeps its data in the file DATABASE_PATH; unset it');
  }
  const path = environment.isSet('DATABASE_PATH') ? environment.get('DATABASE_PATH') : 'data/c1-sync.json';
  if (path === undefined) return undefined;
  if (path.includes('://')) return environment.problem('DATABASE_PATH', 'is a URL; write the path of a file');
  if (/[/\\]$/.test(path))
    return environment.problem('DATABASE_PATH', 'is a directory; write the path of a file in it');
  return path;
}
