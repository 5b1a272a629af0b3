import type { Person } from '../domain/access.ts';
import type { AuditAction, AuditFilter, AuditRecord } from '../domain/audit.ts';
import { BadInput } from '../domain/errors.ts';
import type { AuditLog } from '../ports/audit.ts';
import { type Access, must } from './access.ts';
import type { AuditTrail } from './audit-trail.ts';

/** A file of more would not open in a spreadsheet, and would not fit beside the app in a small container's memory. */
const MOST_EXPORTED = 50_000;

/** The trail, for managers only; who reads it stands in it as well. Both throw NotAllowed and StoreFailed. */
export interface ReadAudit {
  /** The newest that fit, newest first. */
  newest(by: Person, filter: AuditFilter, limit: number, channelId: string | null): Promise<readonly AuditRecord[]>;
  /** All that fit, oldest first, with that they were exported. Its iteration throws BadInput where they are too many. */
  exported(by: Person, filter: AuditFilter, channelId: string | null): Promise<AsyncIterable<AuditRecord>>;
}

export function createReadAudit(parts: { access: Access; audit: AuditLog; trail: AuditTrail }): ReadAudit {
  const { access, audit, trail } = parts;

  const record = (action: AuditAction, actor: Person, filter: AuditFilter, channelId: string | null): Promise<void> => {
    const { userId, words, since } = filter;
    const details = {
      ...(userId === null ? {} : { user: userId }),
      ...(words === null ? {} : { words }),
      ...(since === null ? {} : { since: new Date(since).toISOString() }),
    };
    return trail.record({ action, actor, channelId, details });
  };

  return {
    async newest(by, filter, limit, channelId) {
      must(access.manage(by));
      // Read first: nobody looks for their own reading at the top of it.
      const found = await audit.find(filter, limit);
      await record('audit.read', by, filter, channelId);
      return found;
    },

    async exported(by, filter, channelId) {
      must(access.manage(by));
      await record('audit.exported', by, filter, channelId);
      return upTo(MOST_EXPORTED, audit.all(filter));
    },
  };
}

async function* upTo(most: number, records: AsyncIterable<AuditRecord>): AsyncIterable<AuditRecord> {
  let left = most;
  for await (const record of records) {
    if (left-- === 0) {
      throw new BadInput(
        `That is more than ${most} events, too many for a file. Say whose, of which connector or since when: ` +
          '/c1-sync audit okta 30d. Whoever runs c1-sync has all of them in the file of the trail.',
      );
    }
    yield record;
  }
}
