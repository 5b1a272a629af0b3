import type { Schedule } from '../../domain/connector.ts';
import { truncate } from '../../domain/plain-text.ts';
import type { Activity, ConnectorNow, StatusReport } from '../../use-cases/connector-status.ts';
import { context, type Message, section, sections } from './block-kit.ts';
import { type Cell, dataTable, dateCell, personCell, textCell } from './data-table.ts';
import { escaped, mention, moment } from './mrkdwn.ts';

const HEADER = ['Connector', 'State', 'Last end', 'Schedule', 'Next expected'] as const;

/** What is counted in the one line, in this order; connectors at rest are not. */
const WORTH_A_WORD: readonly Activity[] = ['running', 'queued', 'unclear', 'failed', 'paused', 'unknown'];

/** Reasons are C1's words; the whole of them stands in C1. */
const LONGEST_REASON = 120;

/** What the connectors do that somebody asked about; `words` may be empty. */
export function statusMessage(report: StatusReport, words: string): Message {
  const [only] = report.shown;
  if (only === undefined) {
    const text = 'C1 has no connector that you may see.';
    return { text, blocks: [section(text)] };
  }
  return report.total === 1 ? oneConnector(only, report) : manyConnectors(report, words);
}

function oneConnector(one: ConnectorNow, report: StatusReport): Message {
  const facts = [stateIn(one), ...timesOf(one), lastRead(report)];
  const name = escaped(one.connector.label, 100);
  return {
    text: `${name}: ${facts.join('; ')}.`,
    blocks: [section([`*${name}*`, ...facts.map((fact) => `• ${fact}`)].join('\n'))],
  };
}

function manyConnectors(report: StatusReport, words: string): Message {
  const counted = WORTH_A_WORD.filter((activity) => report.counts.has(activity));
  const states = counted.map((activity) => `${report.counts.get(activity)} ${activity}`).join(', ');
  const which = words === '' ? '' : ` match “${escaped(words, 100)}”`;
  const text = `${report.total} connectors${which}: ${states || 'none running, failed or paused'}; ${lastRead(report)}.`;
  const { table, shown } = dataTable('Connectors', HEADER, report.shown.map(rowOf));
  const left = report.total - shown;
  const more = left > 0 ? [context(`And ${left} more: add words to the command.`)] : [];
  return {
    text,
    blocks: [section(text), table, ...more],
    fallback: [section(text), ...sections(report.shown.slice(0, shown).map(lineOf)), ...more],
  };
}

function rowOf(one: ConnectorNow): Cell[] {
  const { connector, next } = one;
  const { completedAt } = connector.status;
  return [
    textCell(connector.label),
    stateCell(one),
    dateCell(completedAt),
    textCell(scheduleText(connector.schedule)),
    dateCell(next),
  ];
}

function stateCell({ activity, run, connector }: ConnectorNow): Cell {
  if (run !== null) return personCell(run.requestedBy, `${activity}, asked for by `);
  const reason = reasonOf(activity, connector);
  return textCell(reason === '' ? STATES[activity] : `${STATES[activity]}: ${truncate(reason, LONGEST_REASON)}`);
}

function lineOf(one: ConnectorNow): string {
  const times = one.next === null ? [] : [`next expected ${moment(one.next)}`];
  const facts = [`*${escaped(one.connector.label, 100)}*`, stateIn(one), ...times];
  return facts.join('  ·  ');
}

function stateIn({ activity, run, connector }: ConnectorNow): string {
  if (run !== null) return `${activity}, asked for by ${mention(run.requestedBy)}`;
  const reason = reasonOf(activity, connector);
  return reason === '' ? STATES[activity] : `${STATES[activity]}: ${escaped(reason, LONGEST_REASON)}`;
}

const STATES: Readonly<Record<Activity, string>> = {
  running: 'running',
  queued: 'queued',
  unclear: 'unclear',
  failed: 'failed',
  paused: 'paused',
  idle: 'idle',
  never: 'has not synced yet',
  unknown: 'in a state that this version does not know',
};

/** C1's own words for it; empty where it has none. */
function reasonOf(activity: Activity, { status, paused }: ConnectorNow['connector']): string {
  if (activity === 'failed') return status.lastError ?? '';
  return activity === 'paused' ? (paused?.reason ?? '') : '';
}

function timesOf({ connector, next }: ConnectorNow): string[] {
  const { completedAt } = connector.status;
  const { schedule } = connector;
  return [
    ...(completedAt === null ? [] : [`last end ${moment(completedAt)}`]),
    // As code: the stars of a schedule would make something bold.
    ...(schedule === null ? [] : [`schedule \`${escaped(scheduleText(schedule), 100)}\``]),
    ...(next === null ? [] : [`next expected ${moment(next)}`]),
  ];
}

/** Such as `0 3 * * * Europe/Madrid`; empty if C1 names none. */
function scheduleText(schedule: Schedule | null): string {
  return schedule === null ? '' : `${schedule.cron} ${schedule.timeZone ?? 'UTC'}`;
}

function lastRead({ readAt }: StatusReport): string {
  return readAt === null ? 'the first reading from C1 is under way' : `last read ${moment(readAt)}`;
}
