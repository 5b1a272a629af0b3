import type { Environment } from './environment.ts';

/** Where grants, syncs and the trail are kept. */
export type DatabaseSettings =
  /** An embedded store, of this process alone. */
  | { readonly kind: 'file'; readonly path: string }
  /** Postgres, which several instances share. `url` may hold a password; `name` does not: `db:5432/c1sync`. */
  | { readonly kind: 'postgres'; readonly url: string; readonly name: string };

const EXAMPLE = 'postgres://user:password@host:5432/database?sslmode=verify-full';

/** Undefined: there are problems, and the environment has them. */
export function readDatabase(environment: Environment): DatabaseSettings | undefined {
  if (environment.isSet('DATABASE_URL')) return readDatabaseUrl(environment);
  const path = environment.isSet('DATABASE_PATH') ? environment.get('DATABASE_PATH') : 'data/c1-sync.json';
  if (path === undefined) return undefined;
  if (path.includes('://'))
    return environment.problem('DATABASE_PATH', 'is a URL; write the path of a file, or set DATABASE_URL instead');
  if (/[/\\]$/.test(path))
    return environment.problem('DATABASE_PATH', 'is a directory; write the path of a file in it');
  return { kind: 'file', path };
}

/** One sentence, if the database is reached over a network and nothing says that it is encrypted. */
export function databaseWarnings(database: DatabaseSettings): readonly string[] {
  if (database.kind === 'file') return [];
  const { hostname, searchParams } = new URL(database.url);
  const isNear = ['', 'localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isEncrypted = searchParams.has('sslmode') || searchParams.has('ssl');
  if (isNear || isEncrypted) return [];
  return [
    'DATABASE_URL says nothing of encryption, so there is none; add ?sslmode=verify-full if the network is not yours',
  ];
}

function readDatabaseUrl(environment: Environment): DatabaseSettings | undefined {
  const url = environment.get('DATABASE_URL');
  if (url === undefined) return undefined;
  const write = `write it as ${EXAMPLE}`;
  if (!URL.canParse(url)) return environment.problem('DATABASE_URL', `is not a URL; ${write}`);
  const { protocol, hostname, port, pathname } = new URL(url);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:')
    return environment.problem('DATABASE_URL', `is not one of Postgres; ${write}`);
  if (pathname.length < 2) return environment.problem('DATABASE_URL', `names no database; ${write}`);
  return { kind: 'postgres', url, name: `${hostname || 'localhost'}:${port || '5432'}${pathname}` };
}
