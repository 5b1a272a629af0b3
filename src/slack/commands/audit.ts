import type { AuditFilter } from '../../domain/audit.ts';
import type { AuditText } from '../audit-text.ts';
import type { Caller } from '../guard.ts';
import { auditMessage } from '../messages/audit-message.ts';
import { MOST_ROWS } from '../messages/data-table.ts';
import type { Parts } from '../parts.ts';

/** `/c1-sync audit [@user] [words] [7d]`: who did what, for a manager alone. */
export async function audit(
  { readAudit, clock, tellPerson }: Parts,
  { person, place }: Caller,
  { userId, words, forMs }: AuditText,
): Promise<void> {
  const since = forMs === null ? null : Math.max(0, clock.now() - forMs);
  const filter: AuditFilter = { userId, words: words === '' ? null : words, since };
  // One more than are shown, to know that there are more.
  const records = await readAudit.newest(person, filter, MOST_ROWS + 1, place.channelId);
  await tellPerson(place, auditMessage(records, filter));
}
