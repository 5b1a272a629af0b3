import { isObject } from '../json.ts';
import { block } from './block.ts';
import { also, byType, type Check, flag, integer, list, number, object, oneOf, type Say, text } from './check.ts';
import { richText } from './rich-text.ts';

const rawText = object({ type: oneOf('raw_text'), text: text() });
const rawNumber = object({ type: oneOf('raw_number'), value: number }, { text: text() });
const cells = list(byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText }), { min: 1, max: 20 });

const column = object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: flag });

/** docs.slack.dev/reference/block-kit/blocks/table-block: 100 rows, 20 columns. */
const table = block(
  'table',
  { rows: list(cells, { min: 1, max: 100 }) },
  { column_settings: list(column, { max: 20 }) },
);

/** A sum over all cells that Slack's page sets; the number is from memory of that page, not run ([I]). */
const CHARACTERS_IN_A_TABLE = 10_000;

/** docs.slack.dev/reference/block-kit/blocks/data-table-block; reference 3.15. */
const dataTable: Check = also(
  block(
    'data_table',
    { caption: text(), rows: list(cells, { min: 2, max: 101 }) },
    {
      page_size: integer({ min: 1, max: 100 }),
      row_header_column_index: integer({ min: 0, max: 19 }),
    },
  ),
  (value, at, say) => {
    if (Array.isArray(value.rows)) asOneTable(value.rows, value.row_header_column_index, at, say);
  },
);

function asOneTable(rows: unknown[], headerColumn: unknown, at: string, say: Say): void {
  const [header] = rows;
  if (!Array.isArray(header)) return;
  let characters = 0;
  rows.forEach((row, index) => {
    if (!Array.isArray(row)) return;
    if (row.length !== header.length) say(`${at}/rows/${index}`, 'all rows must have the same number of cells');
    for (const cell of row) characters += charactersIn(cell);
  });
  if (header.some((cell) => isObject(cell) && cell.type === 'rich_text')) {
    say(`${at}/rows/0`, 'rich_text is not allowed in the header row');
  }
  if (typeof headerColumn === 'number' && headerColumn >= header.length) {
    say(`${at}/row_header_column_index`, 'must be the index of a column');
  }
  if (characters > CHARACTERS_IN_A_TABLE) {
    say(`${at}/rows`, `must be less than ${CHARACTERS_IN_A_TABLE + 1} characters`);
  }
}

function charactersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + charactersIn(each), 0);
  if (!isObject(value)) return 0;
  if (value.type === 'raw_number') return String(value.text ?? value.value).length;
  return typeof value.text === 'string' ? value.text.length : charactersIn(value.elements);
}

export const tables = { table, data_table: dataTable } satisfies Record<string, Check>;
