import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemsOfMessageBlocks } from '../../sandbox/slack/block-kit/validate.ts';
import {
  dataTable,
  dateCell,
  MOST_ROWS,
  numberCell,
  personCell,
  textCell,
} from '../../src/slack/messages/data-table.ts';
import { anyText } from '../any-text.ts';

const HEADER = ['Connector', 'Who', 'When', 'Took'];

describe('a table', () => {
  it('has a header, and cells that sort: words, people, moments, numbers', () => {
    const { table, shown } = dataTable('Syncs', HEADER, [
      [textCell('Okta <!here> /\nProd'), personCell('U0ANA', 'queued by '), dateCell(0), numberCell(65, '1m 05s')],
      [textCell(''), personCell('U0BEN'), dateCell(null), textCell('')],
    ]);
    expect(shown).toBe(2);
    expect(table.rows[0]).toEqual(HEADER.map((text) => ({ type: 'raw_text', text })));
    const rich = (...elements: object[]) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements }],
    });
    expect(table.rows[1]).toEqual([
      { type: 'raw_text', text: 'Okta <!here> / Prod' },
      rich({ type: 'text', text: 'queued by ' }, { type: 'user', user_id: 'U0ANA' }),
      rich({ type: 'date', timestamp: 0, format: '{date_num} {time}', fallback: '1970-01-01 00:00 UTC' }),
      { type: 'raw_number', value: 65, text: '1m 05s' },
    ]);
    const nothing = { type: 'raw_text', text: '—' };
    expect(table.rows[2]).toEqual([nothing, rich({ type: 'user', user_id: 'U0BEN' }), nothing, nothing]);
    expect(problemsOfMessageBlocks([table])).toEqual([]);
  });

  it('takes a hundred rows, and says how many that were', () => {
    const rows = Array.from({ length: MOST_ROWS + 1 }, (_, n) => [textCell(`${n}`)]);
    const { table, shown } = dataTable('Many', ['Connector'], rows);
    expect(shown).toBe(100);
    expect(table.rows).toHaveLength(101);
  });

  it('takes fewer where they are long, and never more than Slack does', () => {
    const text = anyText(400);
    const row = fc.tuple(text, text, fc.option(fc.integer({ min: 0, max: 4e12 })));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 130 }), (given) => {
        const rows = given.map(([a, b, at]) => [textCell(a), textCell(b), dateCell(at)]);
        const { table, shown } = dataTable('Any', ['A', 'B', 'C'], rows);
        expect(shown).toBeGreaterThan(0);
        expect(problemsOfMessageBlocks([table])).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
