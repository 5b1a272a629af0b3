import type { Subject } from '../../../domain/access.ts';
import type { AuditEvent } from '../../../domain/audit.ts';
import { oneLine, truncate } from '../../../domain/plain-text.ts';
import { assertShape } from '../assert-shape.ts';
import { eventShape } from './event-shape.ts';

/**
 * Bounds in UTF-16 units, each at most three bytes in a line: with all of them reached, it has some 7,700 bytes of
 * LONGEST_LINE (read-lines.ts). Slack's ids have 11 characters, C1's at most 128 (`isConnectorId`).
 */
const ID = 64;
const C1_ID = 128;
const LABEL = 80;
const WORD = 64;
const DETAILS = 12;
const DETAIL_NAME = 24;
/** All texts of the details together: the reason somebody gave is among them. */
const DETAIL_TEXTS = 1_000;

/**
 * The event as it is kept: texts on one line and of bounded length, fields in one order.
 * @throws {StoreFailed} it could not be read back
 */
export function boundedEvent(event: AuditEvent): AuditEvent {
  const { actor, connector, subject } = event;
  const bounded: AuditEvent = {
    id: short(event.id, ID),
    at: event.at,
    action: event.action,
    actor: actor && { userId: short(actor.userId, ID), teamId: short(actor.teamId, ID) },
    channelId: short(event.channelId, ID),
    connector: connector && {
      appId: short(connector.appId, C1_ID),
      connectorId: short(connector.connectorId, C1_ID),
      label: short(connector.label, LABEL),
    },
    subject: subject && boundedSubject(subject),
    allowed: event.allowed,
    why: short(event.why, WORD),
    result: short(event.result, WORD),
    c1Request: short(event.c1Request, WORD),
    runId: short(event.runId, ID),
    reference: short(event.reference, ID),
    details: boundedDetails(event.details),
  };
  assertShape(eventShape, bounded);
  return bounded;
}

function boundedSubject(subject: Subject): Subject {
  const teamId = short(subject.teamId, ID);
  if (subject.kind === 'user') return { kind: 'user', userId: short(subject.userId, ID), teamId };
  return { kind: 'group', groupId: short(subject.groupId, ID), teamId };
}

function boundedDetails(details: AuditEvent['details']): AuditEvent['details'] {
  let room = DETAIL_TEXTS;
  const bounded = Object.entries(details)
    .slice(0, DETAILS)
    .map(([name, value]) => {
      const kept = typeof value === 'string' ? short(value, room) : value;
      if (typeof kept === 'string') room -= Math.min(room, kept.length);
      return [short(name, DETAIL_NAME), kept];
    });
  return Object.fromEntries(bounded);
}

function short(text: string, max: number): string;
function short(text: string | null, max: number): string | null;
function short(text: string | null, max: number): string | null {
  return text === null ? null : truncate(oneLine(text), max);
}
