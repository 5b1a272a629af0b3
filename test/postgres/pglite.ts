import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { afterAll, beforeAll } from 'vitest';

/**
 * Real Postgres inside of this process, for the tests of a file: nothing has to be installed. All connections are one
 * session, so nothing that concerns several of them can be tried with it. Gives its URL.
 */
export function sharedPglite(): () => string {
  let db: PGlite | undefined;
  let server: PGLiteSocketServer | undefined;
  beforeAll(async () => {
    db = await PGlite.create();
    server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 10 });
    await server.start();
  });
  afterAll(async () => {
    await server?.stop();
    await db?.close();
  });
  return () => {
    if (server === undefined) throw new Error('PGlite has not been started');
    return `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`;
  };
}
