import { BadInput } from '../domain/errors.ts';
import { readMentioned } from './allow-text.ts';
import { lengthTyped, nameTyped } from './typed-words.ts';

/** `audit …`, in parts. */
export interface AuditText {
  /** Slack's id of the person it is about; null: anybody. */
  readonly userId: string | null;
  /** Of the connector, as typed; may be empty. */
  readonly words: string;
  /** How far back, in milliseconds; null: to the beginning. */
  readonly forMs: number | null;
}

const FORM = '/c1-sync audit @ana okta 7d';

/** Slack's form of a mention, whose name may hold spaces; or a name that somebody typed with their own hands. */
const MENTIONED = /(?:^| )(<[@!][^>]*>|@\S+)(?= |$)/;

/**
 * `[@ana] [okta prod] [7d]`: the person anywhere, the length of time at the end.
 * @throws {BadInput}
 */
export function parseAudit(text: string): AuditText {
  const [mention = '', target = ''] = MENTIONED.exec(text) ?? [];
  const others = text.replace(mention, '').trim();
  if (MENTIONED.test(others)) throw new BadInput(`Name one person at a time: ${FORM}`);
  const [, words = '', last = ''] = /^(?:(.*) )?(\S+)$/.exec(others) ?? [];
  const length = lengthTyped(last);
  if (length === 0) throw new BadInput(`"${last}" is no length of time. Use minutes, hours, days or weeks: 24h, 7d.`);
  return {
    userId: target === '' ? null : personNamed(target),
    words: nameTyped(length === undefined ? others : words),
    forMs: length ?? null,
  };
}

function personNamed(target: string): string {
  const mentioned = readMentioned(target, '');
  if (mentioned.kind === 'user') return mentioned.userId;
  throw new BadInput(`What groups did is recorded of the people in them. Name one person: ${FORM}`);
}
