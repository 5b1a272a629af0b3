import { Client, type ClientConfig, Pool } from 'pg';

/** Shown in `pg_stat_activity`. */
const APPLICATION_NAME = 'c1-sync';
const CONNECT_MS = 1_500;
/** A process that hangs must not hold its locks. */
const IDLE_IN_TRANSACTION_MS = 5_000;
const IDLE_MS = 30_000;
/** So that a failover or a new certificate is noticed in time. */
const LIFETIME_S = 3_600;

/** Connections one instance holds at most, besides the one that listens. */
export const POOL_SIZE = 10;

/** TLS is as the URL says (`sslmode`), in the way `pg` documents. */
function settings(url: string): ClientConfig {
  return {
    connectionString: url,
    application_name: APPLICATION_NAME,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  };
}

export interface PoolSettings {
  readonly max: number;
  /** Milliseconds to wait for a connection, and for each statement. */
  readonly connectMs: number;
  readonly statementMs: number;
  /** A connection that nobody was using has ended. */
  readonly onLoss: (error: Error) => void;
}

export function createPool(url: string, { max, connectMs, statementMs, onLoss }: PoolSettings): Pool {
  const pool = new Pool({
    ...settings(url),
    max,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    idleTimeoutMillis: IDLE_MS,
    maxLifetimeSeconds: LIFETIME_S,
  });
  pool.on('error', onLoss);
  // One that is lent tells whoever uses it as well; without a listener Node would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** One connection, for what lasts: migrating, listening. Errors besides those of its own calls go to `onLoss`. */
export function createClient(url: string, onLoss: (error: Error) => void = () => undefined): Client {
  const client = new Client(settings(url));
  client.on('error', onLoss);
  return client;
}
