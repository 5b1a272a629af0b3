import type { DataTableBlock, RawNumberElement, RawTextElement, RichTextBlock, RichTextSection } from '@slack/types';
import { oneLine, truncate } from '../../domain/plain-text.ts';

/** A cell; Slack sorts and filters the rows by what stands in them. */
export type Cell = RawTextElement | RawNumberElement | RichTextBlock;

type Piece = RichTextSection['elements'][number];

/** Besides the header (docs.slack.dev/reference/block-kit/blocks/data-table-block; slack-platform 3.15). */
export const MOST_ROWS = 100;

/** Over all cells together; what Slack counts of a rich text is not documented, so everything it can show is counted. */
const MOST_CHARACTERS = 10_000;
const LONGEST_CELL = 200;
const ROWS_A_PAGE = 10;
/** What a date takes at most: `2026-11-23 12:00 UTC`. */
const DATE_LENGTH = 20;
/** What a mention counts as: the longest id that Slack has. */
const MENTION_LENGTH = 15;

/** Where there is nothing to say. */
export const NOTHING = '—';

/** Plain text: nothing in it is live. */
export function textCell(text: string): RawTextElement {
  return { type: 'raw_text', text: truncate(oneLine(text), LONGEST_CELL) || NOTHING };
}

/** Sorted by `value`, read as `text`. */
export function numberCell(value: number, text: string): RawNumberElement {
  return { type: 'raw_number', value, text };
}

/** A moment in the reader's own zone, in a form that sorts; `ms` since the epoch, null: nothing. */
export function dateCell(ms: number | null): Cell {
  if (ms === null) return textCell('');
  const fallback = `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return richCell({ type: 'date', timestamp: Math.floor(ms / 1000), format: '{date_num} {time}', fallback });
}

/** Somebody, after words that say what they did; Slack shows the person's own name. */
export function personCell(userId: string, before = ''): Cell {
  const person: Piece = { type: 'user', user_id: userId };
  return before === '' ? richCell(person) : richCell({ type: 'text', text: before }, person);
}

function richCell(...elements: Piece[]): RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/**
 * A table with as many of the rows as Slack takes. Each has as many cells as the header, 20 at most; the first names
 * the row.
 */
export function dataTable(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): { readonly table: DataTableBlock; readonly shown: number } {
  const head = header.map(textCell);
  let room = MOST_CHARACTERS - lengthOf(head);
  const taken: Cell[][] = [];
  for (const row of rows.slice(0, MOST_ROWS)) {
    room -= lengthOf(row);
    if (room < 0) break;
    taken.push([...row]);
  }
  return {
    table: { type: 'data_table', caption, page_size: ROWS_A_PAGE, rows: [head, ...taken] },
    shown: taken.length,
  };
}

function lengthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + (cell.type === 'rich_text' ? lengthOfRich(cell) : cell.text.length), 0);
}

function lengthOfRich({ elements }: RichTextBlock): number {
  const pieces = elements.flatMap((part) => (part.type === 'rich_text_section' ? part.elements : []));
  return pieces.reduce((sum, piece) => {
    if (piece.type === 'date') return sum + DATE_LENGTH;
    return sum + (piece.type === 'text' ? piece.text.length : MENTION_LENGTH);
  }, 0);
}
