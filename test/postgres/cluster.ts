import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** A server for tests alone: on loopback, in a directory of its own, and nothing of it has to survive. */
export interface Cluster {
  /** `postgres://…` of the database `postgres`, as its superuser. */
  readonly url: string;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '32MB',
  autovacuum: 'off',
};

const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', autovacuum: 'on' };

/**
 * Makes and starts one. Somebody has to {@link stopCluster} it.
 * @param directory there is none yet
 * @param isDurable what is committed survives a power cut, as in production
 */
export async function startCluster(programs: string, directory: string, isDurable = false): Promise<Cluster> {
  const owner = ownerOf();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (owner !== undefined) chownSync(directory, owner.uid, owner.gid);
  const data = join(directory, 'data');
  const options = ['-U', 'postgres', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync', '--no-instructions'];
  run(programs, 'initdb', ['-D', data, ...options]);
  // Somebody else may take the port before the server does.
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const settings = Object.entries({ ...SETTINGS, ...(isDurable ? DURABLE : {}), port }).map(
      ([name, value]) => `-c ${name}=${value}`,
    );
    try {
      run(programs, 'pg_ctl', ['-D', data, '-l', join(directory, 'log'), '-w', '-o', settings.join(' '), 'start']);
      return { url: `postgres://postgres@127.0.0.1:${port}/postgres` };
    } catch (error) {
      if (tries === 3)
        throw new Error(`postgres does not start: ${readFileSync(join(directory, 'log'))}`, { cause: error });
    }
  }
}

/** Stops it at once. */
export function stopCluster(programs: string, directory: string): void {
  run(programs, 'pg_ctl', ['-D', join(directory, 'data'), '-m', 'immediate', '-w', 'stop']);
}

function run(programs: string, program: string, options: readonly string[]): void {
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };
  execFileSync(join(programs, program), options, { stdio: 'ignore', cwd: '/', env, ...ownerOf() });
}

/** Postgres refuses to run as root, so then it runs as one of those who own nothing. */
function ownerOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  const entry = ['postgres', 'nobody'].map((name) => users.find((line) => line.startsWith(`${name}:`)));
  const [, , uid, gid] = (entry.find((line) => line !== undefined) ?? '').split(':');
  if (uid === undefined || gid === undefined) throw new Error('there is neither a user postgres nor nobody');
  return { uid: Number(uid), gid: Number(gid) };
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
