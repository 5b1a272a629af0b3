import type { AuditAction, AuditEvent } from '../../domain/audit.ts';

/** What somebody did, after their name and a colon; `about`: the one whose access it is comes behind. */
interface Deed {
  readonly did: string;
  readonly about?: true;
}

const DEEDS: Readonly<Record<AuditAction, Deed>> = {
  'app.started': { did: 'started' },
  'gesture.refused': { did: 'tried' },
  'sync.requested': { did: 'asked for a sync' },
  'sync.answered': { did: "C1's answer to their request" },
  'sync.joined': { did: 'waits for the sync' },
  'sync.left': { did: 'waits no more for the sync' },
  'sync.ended': { did: 'their sync ended' },
  'connector.paused': { did: 'paused it' },
  'connector.resumed': { did: 'resumed it' },
  'favourites.changed': { did: 'chose favourites' },
  'access.requested': { did: 'asked for access' },
  'access.approved': { did: 'approved access for', about: true },
  'access.denied': { did: 'denied access to', about: true },
  'access.lapsed': { did: 'had no answer for', about: true },
  'access.granted': { did: 'gave access to', about: true },
  'access.revoked': { did: 'took access from', about: true },
  'history.exported': { did: 'took the history as a file' },
  'audit.read': { did: 'read the audit trail' },
  'audit.exported': { did: 'took the audit trail as a file' },
  'audit.repaired': { did: 'mended the end of the trail' },
};

/** In plain text, as is all of this file. */
export function deedOf({ action, details }: AuditEvent): string {
  const { did } = DEEDS[action];
  if (action === 'sync.requested' && details.origin === 'restart') return 'asked to stop a sync and begin anew';
  if (action !== 'gesture.refused') return did;
  return details.what === undefined ? `${details.count ?? 'more'} more were refused` : `${did} ${details.what}`;
}

/** Whose access it is about, where that has to be said. */
export function subjectOf({ action, subject }: AuditEvent): AuditEvent['subject'] {
  return DEEDS[action].about === true ? subject : null;
}

/** The connector, or what a grant is for; may be empty. */
export function objectOf({ connector, details }: AuditEvent): string {
  return connector?.label || `${details.scope ?? details.words ?? ''}`;
}

/** What came of it, or why; may be empty. */
export function outcomeOf({ allowed, why, result, details }: AuditEvent): string {
  const { reason, detail } = details;
  const said = [allowed ? result : 'refused', why ?? detail].filter((part) => part !== null && part !== undefined);
  if (said.length > 0) return said.join(': ');
  return reason === undefined ? '' : `because ${reason}`;
}
