import type { AuditEvent, AuditRecord } from '../../../../domain/audit.ts';
import { StoreFailed } from '../../../../domain/errors.ts';
import type { AuditLog } from '../../../../ports/audit.ts';
import { boundedEvent } from '../../audit/bounded-event.ts';
import { chainedAll } from '../../audit/chain.ts';
import { allAmong, findAmong } from '../../audit/search-records.ts';
import { Batches } from '../../batches.ts';
import type { Database } from '../database.ts';
import { appendLinks, lockHead, recordsBackwards, recordsForwards } from './trail-table.ts';

/**
 * The trail in a table, one chain whatever number of instances write it: each appends while it holds the end.
 * @param onRecorded gets each record of this instance once it is durable, in their order; must not throw
 */
export function openPostgresAudit(database: Database, onRecorded?: (record: AuditRecord) => void): AuditLog {
  let closing: Promise<void> | undefined;

  const batches = new Batches<AuditEvent>(async (events) => {
    const links = await database.transaction(async (transaction) => {
      const chain = chainedAll(events, await lockHead(transaction));
      await appendLinks(transaction, chain.links, chain.end);
      return chain.links;
    });
    if (onRecorded !== undefined) for (const { record } of links) onRecorded(record);
  });

  return {
    append: async (event) => {
      if (closing !== undefined) throw new StoreFailed('the audit trail is closed');
      await batches.add(boundedEvent(event));
    },
    find: (filter, limit) => findAmong(recordsBackwards(database), filter, limit),
    all: (filter) => allAmong(recordsForwards(database), filter),
    close: () => {
      closing ??= batches.settled();
      return closing;
    },
  };
}
