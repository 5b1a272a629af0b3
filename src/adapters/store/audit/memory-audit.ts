import { type AuditRecord, auditMatcher } from '../../../domain/audit.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import { boundedEvent } from './bounded-event.ts';
import { CHAIN_START, chained } from './chain.ts';

/** A trail that is gone when the process ends; for tests. */
export function openMemoryAudit(): AuditLog {
  const records: AuditRecord[] = [];
  let open = true;
  return {
    append: async (event) => {
      if (!open) throw new StoreFailed('the audit trail is closed');
      records.push(chained(boundedEvent(event), records.at(-1) ?? CHAIN_START).record);
    },
    find: async (filter, limit) => records.filter(auditMatcher(filter)).reverse().slice(0, limit),
    async *all(filter) {
      yield* records.filter(auditMatcher(filter));
    },
    close: async () => {
      open = false;
    },
  };
}
