import { type Chart, scaleOf, summaryOf } from './chart-data.ts';

const WIDTH = 560;
const HEIGHT = 220;
const LEFT = 48;
const RIGHT = 12;
const TOP = 12;
const LABELS = 26;
const AXIS_NAME = 18;
/** More labels than this stand in each other's way. */
const MOST_LABELS = 10;

/** Lines, areas and bars on one pair of axes. */
export function PlottedChart({ chart, title }: { chart: Chart; title: string }) {
  const { kind, categories, series } = chart;
  const foot = HEIGHT - LABELS - (chart.xLabel === '' ? 0 : AXIS_NAME);
  const { low, high, ticks } = scaleOf(series.flatMap(({ values }) => values));
  const y = (value: number) => TOP + ((high - value) / (high - low)) * (foot - TOP);
  const band = (WIDTH - LEFT - RIGHT) / Math.max(1, categories.length);
  const x = (index: number) => LEFT + band * (index + 0.5);
  const every = Math.ceil(categories.length / MOST_LABELS);
  const label = summaryOf(chart, title);
  return (
    <svg class="plot" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class={tick === 0 ? 'axis' : 'grid'} x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 8} y={y(tick) + 4} text-anchor="end">
            {tick.toLocaleString()}
          </text>
        </g>
      ))}
      {categories.map((category, index) =>
        index % every === 0 ? (
          <text key={category} x={x(index)} y={foot + 18} text-anchor="middle">
            {category}
          </text>
        ) : null,
      )}
      {chart.xLabel !== '' && (
        <text class="axis-name" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">
          {chart.xLabel}
        </text>
      )}
      {chart.yLabel !== '' && (
        <text class="axis-name" transform={`translate(10 ${(foot + TOP) / 2}) rotate(-90)`} text-anchor="middle">
          {chart.yLabel}
        </text>
      )}
      {series.map(({ name, values }, n) =>
        kind === 'bar' ? (
          <Bars key={name} values={values} n={n} of={series.length} band={band} x={x} y={y} />
        ) : (
          <Line key={name} values={values} n={n} filled={kind === 'area'} x={x} y={y} />
        ),
      )}
    </svg>
  );
}

interface Plot {
  readonly values: readonly number[];
  readonly n: number;
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
}

function Bars({ values, n, of, band, x, y }: Plot & { of: number; band: number }) {
  const width = Math.min(36, (band * 0.72) / of);
  return (
    <g class={`series-${n}`}>
      {values.map((value, index) => (
        <rect
          key={index}
          x={x(index) + (n - of / 2) * width + 1}
          y={Math.min(y(value), y(0))}
          width={Math.max(1, width - 2)}
          height={value === 0 ? 0 : Math.max(1, Math.abs(y(value) - y(0)))}
          rx="2"
        />
      ))}
    </g>
  );
}

function Line({ values, n, filled, x, y }: Plot & { filled: boolean }) {
  const points = values.map((value, index) => `${x(index)},${y(value)}`);
  return (
    <g class={`series-${n}`}>
      {filled && <polygon points={[`${x(0)},${y(0)}`, ...points, `${x(values.length - 1)},${y(0)}`].join(' ')} />}
      <polyline points={points.join(' ')} />
      {values.map((value, index) => (
        <circle key={index} cx={x(index)} cy={y(value)} r="3" />
      ))}
    </g>
  );
}
