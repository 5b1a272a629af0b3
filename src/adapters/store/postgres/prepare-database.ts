import { prepareJobs } from '../../jobs/boss.ts';
import { errorCode } from '../error-code.ts';
import { StoreUnusable } from '../store-unusable.ts';
import { createClient } from './connect.ts';
import { isConnectionLoss } from './connection-loss.ts';
import { migrate } from './migrate.ts';
import { nameOf } from './name-of.ts';
import { queryableOver } from './queryable-over.ts';

/** Resolves to the names of the migrations that were done now. Rejects with StoreUnusable. */
export async function prepareDatabase(url: string): Promise<readonly string[]> {
  const client = createClient(url);
  try {
    await client.connect();
    const done = await migrate(client, nameOf(url));
    // Its own transactions would end ours, so this lock is the session's, and goes with it.
    await client.query('select pg_advisory_lock(18273, 2)');
    await prepareJobs(queryableOver(client));
    return done;
  } catch (error) {
    throw unusable(error, url);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** What is wrong with a database that refused a connection or a statement. */
export function unusable(cause: unknown, url: string): StoreUnusable {
  if (cause instanceof StoreUnusable) return cause;
  const code = errorCode(cause);
  // The server's own words name users and tables, never a password.
  const detail = `${cause instanceof Error ? cause.message : cause}${code === undefined ? '' : ` (${code})`}`;
  return new StoreUnusable(isConnectionLoss(cause) ? 'unreachable' : 'refused', nameOf(url), detail, { cause });
}
