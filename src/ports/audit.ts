import type { AuditEvent, AuditFilter, AuditRecord } from '../domain/audit.ts';

/** The trail of what was attempted and changed. It only grows. Rejects with StoreFailed. */
export interface AuditLog {
  /**
   * Resolves when the event would survive a power cut; the order is that of the calls. Texts come out on one line, long
   * ones shortened.
   */
  append(event: AuditEvent): Promise<void>;
  /**
   * Newest first. With `since`, looks no further than a day behind it: so far may clocks have been apart.
   * Rejects where what it reads has been tampered with.
   */
  find(filter: AuditFilter, limit: number): Promise<readonly AuditRecord[]>;
  /** Oldest first, as of the beginning of the reading; read from the start whatever the filter. Rejects as `find`. */
  all(filter: AuditFilter): AsyncIterable<AuditRecord>;
  /** Resolves when everything that was appended is written. Later ones reject. */
  close(): Promise<void>;
}
