import type { AuditFilter, AuditRecord } from '../../domain/audit.ts';
import { truncate } from '../../domain/plain-text.ts';
import { referenceOf } from '../../domain/sync-run.ts';
import { filterToValue } from '../audit-filter.ts';
import { AUDIT_CSV } from '../ids.ts';
import { deedOf, objectOf, outcomeOf, subjectOf } from './audited-words.ts';
import { actions, button, context, type Message, section, sections } from './block-kit.ts';
import { type Cell, dataTable, dateCell, MOST_ROWS, personCell, textCell } from './data-table.ts';
import { escaped, groupMention, mention, moment } from './mrkdwn.ts';

const HEADER = ['When', 'Who', 'What', 'Connector', 'Result', 'Reference'] as const;

const LONGEST_OUTCOME = 120;

/** c1-sync itself. */
const OURSELVES = 'c1-sync';
const SOMEBODY = 'somebody';

/**
 * Who did what, as far as a message holds it.
 *
 * @param records newest first; one more than {@link MOST_ROWS} means that there are more
 */
export function auditMessage(records: readonly AuditRecord[], filter: AuditFilter): Message {
  const [newest] = records;
  if (newest === undefined) {
    const text = `Nothing is recorded${aboutWhat(filter)}.`;
    return { text, blocks: [section(text)] };
  }
  const rows = records.slice(0, MOST_ROWS);
  const text = `${howMany(records)}${aboutWhat(filter)}. The newest: ${lineOf(newest)}.`;
  const { table, shown } = dataTable('Audit trail, newest first', HEADER, rows.map(rowOf));
  const rest = [
    actions(button(AUDIT_CSV, 'Send me all of it (CSV)', filterToValue(filter))),
    ...(records.length > shown
      ? [
          context(
            `These are the newest ${shown}. Name a person, a connector or a time such as \`7d\`, or take the file.`,
          ),
        ]
      : []),
  ];
  return {
    text,
    blocks: [section(text), table, ...rest],
    fallback: [section(text), ...sections(records.slice(0, shown).map(lineOf)), ...rest],
  };
}

function howMany(records: readonly AuditRecord[]): string {
  if (records.length > MOST_ROWS) return `More than ${MOST_ROWS} events`;
  return records.length === 1 ? '1 event' : `${records.length} events`;
}

function aboutWhat({ userId, words, since }: AuditFilter): string {
  const who = userId === null ? '' : ` about ${mention(userId)}`;
  const what = words === null ? '' : ` of “${escaped(words, 100)}”`;
  return `${who}${what}${since === null ? '' : ` since ${moment(since)}`}`;
}

function rowOf(record: AuditRecord): Cell[] {
  return [
    dateCell(record.at),
    whoCell(record),
    whatCell(record),
    textCell(objectOf(record)),
    textCell(truncate(outcomeOf(record), LONGEST_OUTCOME)),
    textCell(referenceIn(record)),
  ];
}

function whoCell({ actor }: AuditRecord): Cell {
  if (actor === null) return textCell(OURSELVES);
  const { userId } = actor;
  return isPerson(userId) ? personCell(userId) : textCell(userId ?? SOMEBODY);
}

function whatCell(record: AuditRecord): Cell {
  const subject = subjectOf(record);
  const did = deedOf(record);
  if (subject === null) return textCell(did);
  if (subject.kind === 'user' && isPerson(subject.userId)) return personCell(subject.userId, `${did} `);
  return textCell(`${did} ${subject.kind === 'group' ? `the group ${subject.groupId}` : subject.userId}`);
}

/** What a stranger's payload says may be anything, and Slack refuses a table with it. */
function isPerson(userId: string | null): userId is string {
  return userId !== null && /^[UW][A-Z0-9]+$/.test(userId);
}

function lineOf(record: AuditRecord): string {
  const { actor, at } = record;
  const subject = subjectOf(record);
  const whose = subject && (subject.kind === 'user' ? mention(subject.userId) : groupMention(subject.groupId));
  const who = actor === null ? OURSELVES : actor.userId === null ? SOMEBODY : mention(actor.userId);
  const facts = [
    [`${moment(at)} ${who}: ${escaped(deedOf(record), 100)}`, ...(whose === null ? [] : [whose])].join(' '),
    escaped(objectOf(record), 100),
    escaped(outcomeOf(record), LONGEST_OUTCOME),
    referenceIn(record),
  ];
  return facts.filter((fact) => fact !== '').join('  ·  ');
}

/** That of the error, or of the run, as people were shown it. */
function referenceIn({ reference, runId }: AuditRecord): string {
  return reference ?? (runId === null ? '' : referenceOf({ id: runId }));
}
