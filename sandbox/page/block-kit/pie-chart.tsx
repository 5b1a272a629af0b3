import { type Chart, summaryOf } from './chart-data.ts';

const SIZE = 180;
const R = 74;
const HOLE = 44;

/** A ring of at most six parts. */
export function PieChart({ chart, title }: { chart: Chart; title: string }) {
  const values = (chart.series[0]?.values ?? []).map((value) => Math.max(0, value));
  const sum = values.reduce((total, value) => total + value, 0) || 1;
  let from = 0;
  return (
    <svg class="plot pie" viewBox={`0 0 ${SIZE} ${SIZE}`} role="img" aria-label={summaryOf(chart, title)}>
      {values.map((value, index) => {
        const to = from + value / sum;
        const path = <path key={chart.categories[index]} class={`series-${index}`} d={slice(from, to)} />;
        from = to;
        return path;
      })}
    </svg>
  );
}

function slice(from: number, to: number): string {
  // A full circle has no two ends to draw an arc between.
  const end = Math.min(to, from + 0.9999);
  const at = (part: number, radius: number) => {
    const angle = part * 2 * Math.PI - Math.PI / 2;
    return `${SIZE / 2 + radius * Math.cos(angle)} ${SIZE / 2 + radius * Math.sin(angle)}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  return (
    `M${at(from, R)} A${R} ${R} 0 ${large} 1 ${at(end, R)} ` +
    `L${at(end, HOLE)} A${HOLE} ${HOLE} 0 ${large} 0 ${at(from, HOLE)} Z`
  );
}
