import { isObject } from '../json.ts';
import { block } from './block.ts';
import { also, byType, type Check, list, number, object, oneOf, text } from './check.ts';

/** docs.slack.dev/reference/block-kit/blocks/data-visualization-block (since 2026-06-16); reference 3.15. */
const label = text({ max: 20 });
const points = list(object({ label, value: number }), { min: 1, max: 20 });
const series = list(object({ name: label, data: points }), { min: 1, max: 6 });
const axis = object(
  { categories: list(label, { min: 1, max: 20 }) },
  { x_label: text({ max: 50 }), y_label: text({ max: 50 }) },
);

function plotted(type: string): Check {
  const shape = object({ type: oneOf(type), series, axis_config: axis });
  return also(shape, (chart, at, say) => {
    if (!Array.isArray(chart.series) || !isObject(chart.axis_config)) return;
    const categories = JSON.stringify(chart.axis_config.categories);
    const names = chart.series.map(({ name }) => name);
    if (new Set(names).size !== names.length) say(`${at}/series`, 'series names must be unique');
    chart.series.forEach(({ data }, index) => {
      const labels = Array.isArray(data) ? JSON.stringify(data.map((point) => point?.label)) : categories;
      if (labels !== categories) say(`${at}/series/${index}/data`, 'labels must be exactly the categories');
    });
  });
}

const segments = list(object({ label, value: number }), { min: 1, max: 6 });

const chart = byType({
  line: plotted('line'),
  bar: plotted('bar'),
  area: plotted('area'),
  pie: object({ type: oneOf('pie'), segments }),
});

export const charts = {
  data_visualization: block('data_visualization', { title: text({ max: 50 }), chart }),
} satisfies Record<string, Check>;
