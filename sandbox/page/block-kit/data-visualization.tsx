import { useId } from 'preact/hooks';
import type { BlockProps } from './blocks.tsx';
import { readChart } from './chart-data.ts';
import { PieChart } from './pie-chart.tsx';
import { PlottedChart } from './plotted-chart.tsx';
import { obj, str } from './read.ts';
import { Unknown } from './unknown.tsx';

/** A small chart, and the same numbers as a table for whoever cannot see it. */
export function DataVisualization({ block }: BlockProps) {
  const id = useId();
  const chart = readChart(obj(block.chart));
  if (!chart) return <Unknown what="block" json={block} />;
  const { series, categories } = chart;
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption id={id}>{str(block.title)}</figcaption>
      {chart.kind === 'pie' ? (
        <PieChart chart={chart} title={str(block.title)} />
      ) : (
        <PlottedChart chart={chart} title={str(block.title)} />
      )}
      {(series.length > 1 || chart.kind === 'pie') && (
        <ul class="legend" aria-hidden="true">
          {(chart.kind === 'pie' ? categories : series.map(({ name }) => name)).map((name, index) => (
            <li key={name}>
              <i class={`series-${index}`} />
              {name}
            </li>
          ))}
        </ul>
      )}
      <details class="chart-table">
        <summary>Show as a table</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{chart.xLabel || 'Label'}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {categories.map((category, index) => (
              <tr key={category}>
                <th scope="row">{category}</th>
                {series.map(({ name, values }) => (
                  <td key={name} class="number">
                    {values[index]?.toLocaleString()}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
