import { isMet, type Row } from './row.ts';

/** The rows as a table in Markdown. */
export function asTable(rows: readonly Row[]): string {
  const head = ['measure', 'c1-sync', 'beside it', 'ratio', 'spread', 'bound', ''];
  const lines = rows.map((row) => [
    row.measure,
    row.product,
    row.other,
    row.ratio === undefined ? '' : `${times(row.ratio)} ×`,
    row.spread === undefined ? '' : row.spread.map(times).join('–'),
    boundOf(row),
    verdictOf(row),
  ]);
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function boundOf({ asked, bound, atLeast }: Row): string {
  if (asked !== undefined) return asked.what;
  if (bound === undefined) return '';
  return `${atLeast ? '≥' : '≤'} ${times(bound)} ×`;
}

function verdictOf(row: Row): string {
  const met = isMet(row);
  return met === undefined ? '' : met ? '✓' : '✗';
}

function times(ratio: number): string {
  return ratio.toFixed(2);
}
