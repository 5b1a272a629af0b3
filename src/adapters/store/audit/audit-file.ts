import { type AuditRecord, auditEvent } from '../../../domain/audit.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Log } from '../../../ports/log.ts';
import { errorCode } from '../error-code.ts';
import { StoreUnusable } from '../store-unusable.ts';
import { WrittenByOthers } from '../written-by-others.ts';
import { headPathOf } from './audit-paths.ts';
import { boundedEvent } from './bounded-event.ts';
import { ChainBroken, type Link } from './chain.ts';
import { CommitQueue } from './commit-queue.ts';
import { findEnd } from './find-end.ts';
import { type AppendDurably, appendDurably, GrowingFile } from './growing-file.ts';
import { HeadWriter, readHead, writeHead } from './head-file.ts';
import { allIn, findIn } from './search-records.ts';

export interface AuditFileOptions {
  /** As of `auditPathOf`. Who opens it holds the lock of the store beside it. */
  readonly path: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Called once when others wrote or moved the file. Every event is refused from then on, so the process should end. */
  readonly onLost: (error: Error) => void;
  /** Gets each record once it is durable, in their order; must not throw. */
  readonly onRecorded?: (record: AuditRecord) => void;
  /** How lines are written; tests make it fail. */
  readonly append?: AppendDurably;
}

/**
 * The embedded trail: a file of JSON lines that only grows, and beside it its head, which shows when lines are missing at
 * its end. What a crash left unfinished is cut off, and that is recorded. Rejects with StoreUnusable; a trail that is damaged
 * has not been changed then.
 */
export async function openAuditFile(options: AuditFileOptions): Promise<AuditLog> {
  const { path, log, clock, newId, onLost, onRecorded, append = appendDurably } = options;
  let closing: Promise<void> | undefined;
  let lost = false;
  const { file, queue, repairs, heads } = await open();

  const audit: AuditLog = {
    append: async (event) => {
      if (lost) throw new StoreFailed('the audit trail is lost');
      if (closing !== undefined) throw new StoreFailed('the audit trail is closed');
      await queue.append(boundedEvent(event));
    },
    find: (filter, limit) => findIn(path, queue.extent, filter, limit),
    all: (filter) => allIn(path, queue.extent, filter),
    close: () => {
      closing ??= queue.settled().then(async () => {
        await heads.close();
        await file.close();
      });
      return closing;
    },
  };
  await recordRepairs().catch(async (cause: unknown) => {
    await audit.close();
    throw unusable(cause, path);
  });
  log.info({ path, records: queue.extent.end.seq }, 'the audit trail is open');
  return audit;

  async function open() {
    const headPath = headPathOf(path);
    try {
      const head = await readHead(headPath);
      const { size, end, torn } = await findEnd(path, head);
      const file = await GrowingFile.open(path, size, append);
      const repairs = repairsOf(torn, head, end);
      // Otherwise it is written behind the record of the repair, or a crash in between would leave no trace of it.
      if (repairs.length === 0) await writeHead(headPath, end);
      const heads = new HeadWriter(headPath, { clock, log });
      const write = (lines: Buffer) => file.append(lines).catch(fail);
      const queue = new CommitQueue({ size, end }, write, (extent, records) => {
        heads.note(extent.end);
        for (const record of records) onRecorded?.(record);
      });
      return { file, queue, heads, repairs };
    } catch (cause) {
      throw unusable(cause, path);
    }
  }

  async function recordRepairs(): Promise<void> {
    for (const [result, details] of repairs) {
      log.warn({ path, result, ...details }, 'the end of the audit trail was not as it had been left');
      const event = { id: newId(), at: clock.now(), action: 'audit.repaired', actor: null, result, details } as const;
      await audit.append(auditEvent(event));
    }
  }

  function fail(cause: unknown): never {
    log.error({ err: cause, path }, 'the audit trail could not be written');
    if (cause instanceof WrittenByOthers && !lost) {
      lost = true;
      onLost(cause);
    }
    throw new StoreFailed('the audit trail could not be written', { cause });
  }
}

type Repair = readonly [result: string, details: Readonly<Record<string, number>>];

function repairsOf(torn: number, head: Link | undefined, end: Link): readonly Repair[] {
  const repairs: Repair[] = [];
  if (torn > 0) repairs.push(['unfinished-line-cut', { bytes: torn }]);
  // Somebody may have taken it away together with the last lines: the trail says at least that and when it was gone.
  if (head === undefined && end.seq > 0) repairs.push(['head-lost', { records: end.seq }]);
  return repairs;
}

function unusable(cause: unknown, path: string): StoreUnusable {
  if (cause instanceof ChainBroken) {
    const both = `${headPathOf(path)} belongs to it: restore or move both, and keep them for whoever audits`;
    const detail = `${cause.message} (\`npm run audit verify\` says more; ${both})`;
    return new StoreUnusable('damaged', path, detail, { cause });
  }
  return new StoreUnusable('unwritable', path, `it cannot be read and written (${errorCode(cause) ?? cause})`, {
    cause,
  });
}
