import { type AuditEvent, auditEvent } from '../domain/audit.ts';
import { C1SyncError } from '../domain/errors.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** An event as far as whoever tells of it knows it; it gets its id and time here. */
export type Happening = Pick<AuditEvent, 'action' | 'actor'> & Partial<Omit<AuditEvent, 'id' | 'at'>>;

/** Events of one person about one connector since a run began; a crash leaves few. */
const LOOKED_THROUGH = 100;

/** Where the use cases tell what is attempted and changed. */
export interface AuditTrail {
  /** Resolves when it would survive a power cut. @throws {StoreFailed} */
  record(happening: Happening): Promise<void>;
  /** For what has happened whatever becomes of its record. Never rejects: a failure stands in the log. */
  note(happening: Happening): Promise<void>;
  /**
   * Records it, then does it; a second event, `not-done`, tells if that failed. Rejects as `change` does.
   * @throws {StoreFailed} it could not be recorded, so it was not done
   */
  recordAndDo<T>(happening: Happening, change: () => Promise<T>): Promise<T>;
  /**
   * Notes it, unless such an event of this run is there: the process that began the run may have ended before it was
   * written. Never rejects.
   * @param since when the run was requested, our clock
   */
  makeUp(happening: Happening, since: number): Promise<void>;
}

export function createAuditTrail(parts: { audit: AuditLog; clock: Clock; log: Log; newId: () => string }): AuditTrail {
  const { audit, clock, log, newId } = parts;

  const record = (happening: Happening): Promise<void> =>
    audit.append(auditEvent({ ...happening, id: newId(), at: clock.now() }));

  const note = (happening: Happening): Promise<void> =>
    record(happening).catch((error: unknown) => {
      const { action, actor, runId, result, why } = happening;
      const fields = { err: error, action, user: actor?.userId, run: runId, result, why };
      log.error(fields, 'what happened could not be written into the audit trail');
    });

  return {
    record,
    note,

    async recordAndDo(happening, change) {
      await record(happening);
      try {
        return await change();
      } catch (error) {
        await note({ ...happening, result: 'not-done', why: error instanceof C1SyncError ? error.code : null });
        throw error;
      }
    },

    async makeUp(happening, since) {
      const { action, actor, connector, runId } = happening;
      const filter = { userId: actor?.userId ?? null, words: connector?.connectorId ?? null, since };
      try {
        const found = await audit.find(filter, LOOKED_THROUGH);
        if (found.some((event) => event.action === action && event.runId === runId)) return;
      } catch (error) {
        log.error({ err: error, action, run: runId }, 'whether an event is in the audit trail could not be read');
      }
      const requested = new Date(since).toISOString();
      await note({ ...happening, details: { ...happening.details, requested, written: 'after a crash' } });
    },
  };
}
