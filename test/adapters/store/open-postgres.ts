import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  openPostgres,
  type PostgresOptions,
  type PostgresRecords,
} from '../../../src/adapters/store/postgres/open-postgres.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import { execute } from '../../postgres/database.ts';
import { silent } from './silent.ts';

/** Closed after the test. */
export async function openRecords(url: string, options: Partial<PostgresOptions> = {}): Promise<PostgresRecords> {
  const records = await openPostgres({ url, log: silent, clock: systemClock, newId: randomUUID, ...options });
  onTestFinished(() => records.close());
  return records;
}

/** With nothing in it, whatever was there. */
export async function openEmpty(url: string, options: Partial<PostgresOptions> = {}): Promise<PostgresRecords> {
  // On PGlite the one session still has what the last test prepared.
  await execute(
    url,
    'drop schema if exists c1_sync cascade; deallocate all',
  );
  return openRecords(url, { poolSize: 4, limitMs: 50_000, kept: { runs: 1000, requests: 500 }, ...options });
}
