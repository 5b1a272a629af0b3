import { randomUUID } from 'node:crypto';
import { openAuditFile } from './adapters/store/audit/audit-file.ts';
import { auditPathOf } from './adapters/store/audit/audit-paths.ts';
import { appendDurably } from './adapters/store/audit/growing-file.ts';
import { openLowdbStore } from './adapters/store/lowdb.ts';
import { measuredWrite } from './adapters/store/measured-write.ts';
import { writeDurably } from './adapters/store/write-durably.ts';
import type { Config } from './config.ts';
import { createAuditCopy, type MaskingLogger } from './logger.ts';
import type { AuditLog } from './ports/audit.ts';
import type { Clock } from './ports/clock.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Store } from './ports/store.ts';

export interface Records {
  readonly store: Store;
  /** The trail beside the store, whose lock guards both. */
  readonly audit: AuditLog;
  close(): Promise<void>;
}

/**
 * Opens what c1-sync keeps. `onLost`: others took it over, and nothing can be written any more.
 * @throws {StoreUnusable}
 */
export async function openRecords(
  { databasePath, auditStdout }: Pick<Config, 'databasePath' | 'auditStdout'>,
  options: { log: MaskingLogger; clock: Clock; metrics: Metrics; onLost: (error: Error) => void },
): Promise<Records> {
  const { log, clock, onLost } = options;
  const writeFile = measuredWrite('store', writeDurably, options);
  const addToStore = measuredWrite('store', appendDurably, options);
  const append = measuredWrite('audit', appendDurably, options);
  const store = await openLowdbStore({ path: databasePath, log, clock, onLost, writeFile, append: addToStore });
  try {
    const path = await auditPathOf(databasePath);
    const copy = auditStdout ? { onRecorded: createAuditCopy(log) } : {};
    const audit = await openAuditFile({ path, log, clock, newId: randomUUID, onLost, append, ...copy });
    const close = async (): Promise<void> => {
      await audit.close();
      await store.close();
    };
    return { store, audit, close };
  } catch (error) {
    await store.close();
    throw error;
  }
}
