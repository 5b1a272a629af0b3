import { isMet, type Row } from './row.ts';
import { boundOf } from './table.ts';

const [WIDTH, LINE, LEFT, BAR, TOP] = [860, 30, 400, 320, 62];
/** The bound stands here; a bar that crosses it misses it. */
const BOUND_AT = 0.7;

/** The ratios of a run against their bounds: each bar is drawn so that all bounds stand on one line. */
export function asChart(rows: readonly Row[]): string {
  const drawn = rows.filter(({ ratio, bound }) => ratio !== undefined && bound !== undefined);
  const height = TOP + drawn.length * LINE + 24;
  const mark = LEFT + BAR * BOUND_AT;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="Each measured ratio against its bound">
<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>
<text x="16" y="26" font-size="16" font-weight="600" fill="#1d1c1d">c1-sync beside the barest app, against the bounds</text>
<text x="16" y="46" fill="#616061">Shorter is better. The line is the bound of each measure; what is compared stands beside the bar.</text>
${drawn.map((row, n) => bar(row, TOP + n * LINE)).join('\n')}
<line x1="${mark}" y1="${TOP - 6}" x2="${mark}" y2="${height - 18}" stroke="#1d1c1d" stroke-dasharray="4 3"/>
</svg>
`;
}

function bar(row: Row, y: number): string {
  const { ratio = 0, bound = 1, atLeast = false, measure } = row;
  const share = atLeast ? bound / ratio : ratio / bound;
  const length = Math.max(2, Math.min(share * BOUND_AT, 1) * BAR);
  const colour = isMet(row) ? '#007a5a' : '#c01343';
  const figure = `${ratio.toFixed(2)} × (${boundOf(row)})`;
  return `<text x="${LEFT - 10}" y="${y + 15}" text-anchor="end" fill="#1d1c1d">${escaped(shortened(measure))}</text>
<rect x="${LEFT}" y="${y + 3}" width="${length.toFixed(1)}" height="16" rx="3" fill="${colour}"/>
<text x="${LEFT + BAR + 10}" y="${y + 15}" fill="#1d1c1d">${escaped(figure)}</text>`;
}

function shortened(measure: string): string {
  const plain = measure.replaceAll('`', '');
  return plain.length <= 58 ? plain : `${plain.slice(0, 57)}…`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
