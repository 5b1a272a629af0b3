import { truncate } from '../../domain/plain-text.ts';
import type { RunState, SyncRun } from '../../domain/sync-run.ts';
import { tookMs } from '../../use-cases/run-history.ts';
import { HISTORY_CSV } from '../ids.ts';
import { actions, button, context, type Message, section, sections } from './block-kit.ts';
import { type Cell, dataTable, dateCell, MOST_ROWS, numberCell, personCell, textCell } from './data-table.ts';
import { durationsChart } from './durations-chart.ts';
import { duration, escaped, mention, moment } from './mrkdwn.ts';
import { withoutMarkup } from './problem.ts';
import { stateText } from './run-state.ts';

const HEADER = ['Connector', 'Asked for by', 'When', 'Took', 'How it ended'] as const;

/** How runs are counted in the one line. */
const COUNTED_AS: Readonly<Record<RunState, string>> = {
  finished: 'finished',
  failed: 'failed',
  paused: 'paused',
  refused: 'refused',
  gone: 'failed',
  'given-up': 'not seen to the end',
  running: 'running',
  asking: 'queued',
  queued: 'queued',
  waiting: 'queued',
  unclear: 'unclear',
};

const LONGEST_END = 120;

/**
 * What was asked for, and how it ended.
 *
 * @param runs newest first
 * @param words what the person searched for; may be empty
 * @param now milliseconds since the epoch, our clock
 */
export function historyMessage(runs: readonly SyncRun[], words: string, now: number): Message {
  const of = words === '' ? '' : ` of “${escaped(words, 100)}”`;
  const [newest] = runs;
  if (newest === undefined) {
    const text = `No sync${of} is recorded${of === '' ? ' yet' : ''}.`;
    return { text, blocks: [section(text)] };
  }
  const text = `${summaryOf(runs, of)} The newest: ${sentenceOf(newest, now)}`;
  const { table, shown } = dataTable(
    'Syncs, newest first',
    HEADER,
    runs.slice(0, MOST_ROWS).map((run) => rowOf(run, now)),
  );
  const chart = durationsChart(runs);
  const rest = [
    actions(button(HISTORY_CSV, 'Send me all of it (CSV)', words || ' ')),
    ...(runs.length > shown ? [context(`And ${runs.length - shown} more: add words, or take the file.`)] : []),
  ];
  const lines = runs.slice(0, shown).map((run) => lineOf(run, now));
  return {
    text,
    blocks: [section(text), table, ...(chart === undefined ? [] : [chart]), ...rest],
    fallback: [section(text), ...sections(lines), ...rest],
  };
}

function summaryOf(runs: readonly SyncRun[], of: string): string {
  const counts = new Map<string, number>();
  for (const { state } of runs) counts.set(COUNTED_AS[state], (counts.get(COUNTED_AS[state]) ?? 0) + 1);
  const parts = [...new Set(Object.values(COUNTED_AS))].filter((word) => counts.has(word));
  return `${runs.length} ${runs.length === 1 ? 'sync' : 'syncs'}${of}: ${parts.map((word) => `${counts.get(word)} ${word}`).join(', ')}.`;
}

function rowOf(run: SyncRun, now: number): Cell[] {
  const took = tookMs(run);
  return [
    textCell(run.label),
    personCell(run.requestedBy),
    dateCell(run.requestedAt),
    took === null ? textCell('') : numberCell(Math.round(took / 1000), duration(took)),
    textCell(truncate(endOf(run, now), LONGEST_END)),
  ];
}

function sentenceOf(run: SyncRun, now: number): string {
  const who = `${mention(run.requestedBy)} asked C1 to sync ${escaped(run.label, 100)}`;
  return `${who}, ${moment(run.requestedAt)}: ${escaped(endOf(run, now), LONGEST_END)}.`;
}

function lineOf(run: SyncRun, now: number): string {
  const facts = [
    `*${escaped(run.label, 100)}*`,
    mention(run.requestedBy),
    moment(run.requestedAt),
    escaped(endOf(run, now), LONGEST_END),
  ];
  return facts.join('  ·  ');
}

/** As the message about the run says it, in plain text. */
function endOf(run: SyncRun, now: number): string {
  return withoutMarkup(stateText(run, { now, usualMs: null, unreadable: false }).state);
}
