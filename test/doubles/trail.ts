import { openMemoryAudit } from '../../src/adapters/store/audit/memory-audit.ts';
import { type AuditEvent, type AuditRecord, EVERYTHING } from '../../src/domain/audit.ts';
import { StoreFailed } from '../../src/domain/errors.ts';
import type { AuditLog } from '../../src/ports/audit.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createAuditTrail } from '../../src/use-cases/audit-trail.ts';
import { quiet } from './log.ts';
import { ManualClock } from './manual-clock.ts';

/** A trail in memory: what stands in it, and a disk that can be full for some events. */
export function memoryTrail({ clock = new ManualClock(), log = quiet }: { clock?: Clock; log?: typeof quiet } = {}) {
  const memory = openMemoryAudit();
  let refuses: (event: AuditEvent) => boolean = () => false;
  const audit: AuditLog = {
    ...memory,
    append: async (event) => {
      if (refuses(event)) throw new StoreFailed('the disk is full');
      return memory.append(event);
    },
  };
  let ids = 0;
  const newId = () => `event-${++ids}`;
  return {
    audit,
    trail: createAuditTrail({ audit, clock, log, newId }),
    /** Oldest first. */
    events: async (): Promise<readonly AuditRecord[]> => [...(await memory.find(EVERYTHING, 10_000))].reverse(),
    refuse: (which: (event: AuditEvent) => boolean) => {
      refuses = which;
    },
  };
}
