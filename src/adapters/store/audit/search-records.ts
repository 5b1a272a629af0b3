import { type AuditFilter, type AuditRecord, auditMatcher } from '../../../domain/audit.ts';
import { StoreFailed } from '../../../domain/errors.ts';
import { type Extent, recordsBackwards, recordsForwards } from './read-records.ts';

/** Records stand in the order of their writing; a clock that was corrected can have dated them in another. */
const CLOCKS_APART_MS = 24 * 3_600_000;

/** `AuditLog.find` of a file. */
export function findIn(
  path: string,
  extent: Extent,
  filter: AuditFilter,
  limit: number,
): Promise<readonly AuditRecord[]> {
  return findAmong(recordsBackwards(path, extent), filter, limit);
}

/** `AuditLog.all` of a file. */
export function allIn(path: string, extent: Extent, filter: AuditFilter): AsyncGenerator<AuditRecord> {
  return allAmong(recordsForwards(path, extent), filter);
}

/** `AuditLog.find`. @param newestFirst checked records */
export async function findAmong(
  newestFirst: AsyncIterable<AuditRecord>,
  filter: AuditFilter,
  limit: number,
): Promise<readonly AuditRecord[]> {
  const matches = auditMatcher(filter);
  const from = (filter.since ?? 0) - CLOCKS_APART_MS;
  const found: AuditRecord[] = [];
  try {
    for await (const record of newestFirst) {
      if (found.length >= limit || record.at < from) break;
      if (matches(record)) found.push(record);
    }
  } catch (cause) {
    throw cannotRead(cause);
  }
  return found;
}

/** `AuditLog.all`. @param oldestFirst checked records */
export async function* allAmong(
  oldestFirst: AsyncIterable<AuditRecord>,
  filter: AuditFilter,
): AsyncGenerator<AuditRecord> {
  const matches = auditMatcher(filter);
  try {
    for await (const record of oldestFirst) if (matches(record)) yield record;
  } catch (cause) {
    throw cannotRead(cause);
  }
}

function cannotRead(cause: unknown): StoreFailed {
  return new StoreFailed(`the audit trail cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
    cause,
  });
}
