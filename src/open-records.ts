import { randomUUID } from 'node:crypto';
import { openAuditFile } from './adapters/store/audit/audit-file.ts';
import { auditPathOf } from './adapters/store/audit/audit-paths.ts';
import { appendDurably } from './adapters/store/audit/growing-file.ts';
import { openLowdbStore } from './adapters/store/lowdb.ts';
import { measuredRecords } from './adapters/store/measured-records.ts';
import { measuredWrite } from './adapters/store/measured-write.ts';
import { writeDurably } from './adapters/store/write-durably.ts';
import type { Config } from './config.ts';
import { createAuditCopy, type MaskingLogger } from './logger.ts';
import type { AuditLog } from './ports/audit.ts';
import type { Clock } from './ports/clock.ts';
import type { FollowUps, Look } from './ports/follow-ups.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Store } from './ports/store.ts';
import type { Turns } from './ports/turns.ts';
import { LocalTurns } from './use-cases/local-turns.ts';

export interface Records {
  readonly store: Store;
  /** The trail beside the store, whose lock guards both. */
  readonly audit: AuditLog;
  /** Of all that share the store. */
  readonly turns: Turns;
  /** Only where several instances can share it. */
  readonly createFollowUps?: (look: Look) => FollowUps;
  close(): Promise<void>;
}

interface RecordsOptions {
  readonly log: MaskingLogger;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly onLost: (error: Error) => void;
}

/**
 * Opens what c1-sync keeps. `onLost`: others took it over, and nothing can be written any more; never called for a
 * database, which others share and which may come back.
 * @throws {StoreUnusable}
 */
export async function openRecords(
  { database, auditStdout }: Pick<Config, 'database' | 'auditStdout'>,
  options: RecordsOptions,
): Promise<Records> {
  const copy = auditStdout ? { onRecorded: createAuditCopy(options.log) } : {};
  if (database.kind === 'file') return openFiles(database.path, { ...options, ...copy });
  // Whoever keeps files need not wait for what is only for databases.
  const { openPostgres } = await import('./adapters/store/postgres/open-postgres.ts');
  const records = await openPostgres({ ...options, url: database.url, newId: randomUUID, ...copy });
  return measuredRecords(records, options);
}

type OnRecorded = { readonly onRecorded?: ReturnType<typeof createAuditCopy> };

async function openFiles(databasePath: string, options: RecordsOptions & OnRecorded): Promise<Records> {
  const writeFile = measuredWrite('store', writeDurably, options);
  const addToStore = measuredWrite('store', appendDurably, options);
  const append = measuredWrite('audit', appendDurably, options);
  const store = await openLowdbStore({ ...options, path: databasePath, writeFile, append: addToStore });
  try {
    const path = await auditPathOf(databasePath);
    const audit = await openAuditFile({ ...options, path, newId: randomUUID, append });
    const close = async (): Promise<void> => {
      await audit.close();
      await store.close();
    };
    return { store, audit, turns: new LocalTurns(), close };
  } catch (error) {
    await store.close();
    throw error;
  }
}
