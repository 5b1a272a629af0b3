import type { Subject } from './access.ts';
import type { ConnectorRef } from './connector.ts';
import { fold } from './plain-text.ts';

/**
 * What can stand in the trail: one name for each thing that is asked for or changes. A name never changes its meaning.
 * What is refused is in it whatever it was; what is allowed and changes nothing (status, help, a modal that opens) is not.
 * A second event of the same name tells what came of the first: `not-done`, where it could not be carried out.
 */
export const AUDIT_ACTIONS = [
  /** A start, with those whom the operator's configuration makes managers. */
  'app.started',
  /** A command, a click or a form that somebody may not do; the detail `what` names it. */
  'gesture.refused',
  /** Written before C1 is asked, so that no sync can be without its record. */
  'sync.requested',
  /** What C1 said to it. */
  'sync.answered',
  /** Somebody waits for a sync that was under way. */
  'sync.joined',
  /** Somebody does not wait for it any more. */
  'sync.left',
  'sync.ended',
  'connector.paused',
  'connector.resumed',
  'favourites.changed',
  'access.requested',
  'access.approved',
  'access.denied',
  /** Nobody answered a request in time. */
  'access.lapsed',
  'access.granted',
  'access.revoked',
  'history.exported',
  'audit.read',
  'audit.exported',
  /** The end of the trail was not as it had been left, in a way that a power cut explains. */
  'audit.repaired',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who did it, as Slack names them. Null: Slack did not say (such a payload is refused, and recorded all the same). */
export interface Actor {
  readonly userId: string | null;
  /** Their own team, which may be a stranger's. */
  readonly teamId: string | null;
}

/** The connector and what it was called at the time. */
export interface AuditedConnector extends ConnectorRef {
  readonly label: string;
}

/** One attempt or one change, whether it was allowed or refused. C1's own log shows the bot; this names the human. */
export interface AuditEvent {
  readonly id: string;
  /** Milliseconds since the epoch, our clock. */
  readonly at: number;
  readonly action: AuditAction;
  /** Null: c1-sync itself. */
  readonly actor: Actor | null;
  /** The Slack conversation in which it was done. */
  readonly channelId: string | null;
  readonly connector: AuditedConnector | null;
  /** Whose access it is about. */
  readonly subject: Subject | null;
  /** False: it was refused, and nothing changed. */
  readonly allowed: boolean;
  /** Why it was refused: the code or reason of the error. */
  readonly why: string | null;
  /** What came of it, in one word of ours: `queued`, `finished`. */
  readonly result: string | null;
  /** What was sent to C1 for it: `POST force_sync`. */
  readonly c1Request: string | null;
  readonly runId: string | null;
  /** The reference id that the person was shown and that stands in the log. */
  readonly reference: string | null;
  /** The rest. `scope` is what a grant is for, in words. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** An event in its place. Each holds the hash of the one before, so a change to one shows in all that follow. */
export interface AuditRecord extends AuditEvent {
  /** 1 for the first, then one more each. */
  readonly seq: number;
  /** `hash` of the record before. */
  readonly prev: string;
  /** SHA-256 in lower-case hex of the record's JSON without this field. */
  readonly hash: string;
}

/** An event as far as it was said: the rest is nobody, nothing, and allowed. */
export function auditEvent(said: Pick<AuditEvent, 'id' | 'at' | 'action' | 'actor'> & Partial<AuditEvent>): AuditEvent {
  return {
    channelId: null,
    connector: null,
    subject: null,
    allowed: true,
    why: null,
    result: null,
    c1Request: null,
    runId: null,
    reference: null,
    details: {},
    ...said,
  };
}

/** What somebody looks for in the trail; null: any. */
export interface AuditFilter {
  /** Who did it, or whose access it is about. */
  readonly userId: string | null;
  /** All of these words are in the connector's label or in what a grant is for; or they are an id of the connector. */
  readonly words: string | null;
  /** Not before this; milliseconds since the epoch, our clock. */
  readonly since: number | null;
}

export const EVERYTHING: AuditFilter = { userId: null, words: null, since: null };

/** Labels have ` / ` in them, and people put quotes around what they mean. */
const WORD_BREAK = /[\s/"'‘’“”]+/u;

/** Whether a record is one that somebody looks for. The filter is prepared once, for many records. */
export function auditMatcher({ userId, words, since }: AuditFilter): (event: AuditEvent) => boolean {
  const wanted = fold(words ?? '')
    .split(WORD_BREAK)
    .filter((word) => word !== '');
  return (event) =>
    (since === null || event.at >= since) &&
    (userId === null || isAbout(userId, event)) &&
    (wanted.length === 0 || names(event, wanted));
}

function isAbout(userId: string, { actor, subject }: AuditEvent): boolean {
  return actor?.userId === userId || (subject?.kind === 'user' && subject.userId === userId);
}

function names({ connector, details }: AuditEvent, wanted: readonly string[]): boolean {
  const { appId = '', connectorId = '', label = '' } = connector ?? {};
  const ids = [appId.toLowerCase(), connectorId.toLowerCase()];
  if (wanted.length === 1 && ids.includes(wanted[0] ?? '')) return true;
  const text = fold(`${label} ${details.scope ?? ''}`);
  return wanted.every((word) => text.includes(word));
}
