/**
 * A chart in a message (docs.slack.dev/reference/block-kit/blocks/data-visualization-block, since 2026-06; slack-platform
 * 3.15). Of our own: @slack/types 3.2.0 does not have it. At most two in a message.
 */
export interface DataVisualizationBlock {
  readonly type: 'data_visualization';
  readonly block_id?: string;
  /** At most 50 characters. */
  readonly title: string;
  readonly chart: BarChart;
}

export interface BarChart {
  readonly type: 'bar';
  readonly series: readonly Series[];
  /** `categories` are exactly the labels of every series, in their order; axis labels have at most 50 characters. */
  readonly axis_config: {
    readonly categories: readonly string[];
    readonly x_label?: string;
    readonly y_label?: string;
  };
}

/** `name` and each `label` have at most 20 characters; 1 to 20 points. */
export interface Series {
  readonly name: string;
  readonly data: readonly Point[];
}

export interface Point {
  readonly label: string;
  readonly value: number;
}

/** As many points as a series holds. */
export const MOST_POINTS = 20;

/** One series of bars. */
export function barChart(
  title: string,
  series: Series,
  axes: { readonly x_label: string; readonly y_label: string },
): DataVisualizationBlock {
  const categories = series.data.map(({ label }) => label);
  return {
    type: 'data_visualization',
    title,
    chart: { type: 'bar', series: [series], axis_config: { categories, ...axes } },
  };
}
