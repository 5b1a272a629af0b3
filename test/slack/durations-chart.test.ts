import { describe, expect, it } from 'vitest';
import { problemsOfMessageBlocks } from '../../sandbox/slack/block-kit/validate.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { durationsChart } from '../../src/slack/messages/durations-chart.ts';
import { QUEUED } from '../doubles/runs.ts';

const AT = Date.UTC(2026, 10, 23, 14, 2);

function finished(ms: number, requestedAt = AT): SyncRun {
  return { ...QUEUED, state: 'finished', requestedAt, startedAt: 1_000, completedAt: 1_000 + ms };
}

describe('the chart of durations', () => {
  it('has the oldest first, each under a label of its own', () => {
    const chart = durationsChart([
      finished(90_000, AT + 60_000),
      finished(30_500, AT + 1_000),
      QUEUED,
      finished(10_000),
    ]);
    expect(chart).toEqual({
      type: 'data_visualization',
      title: 'How long the last 3 finished syncs took',
      chart: {
        type: 'bar',
        series: [
          {
            name: 'Duration',
            data: [
              { label: '11-23 14:02', value: 10 },
              { label: '11-23 14:02 (2)', value: 30.5 },
              { label: '11-23 14:03', value: 90 },
            ],
          },
        ],
        axis_config: {
          categories: ['11-23 14:02', '11-23 14:02 (2)', '11-23 14:03'],
          x_label: 'Asked for (UTC)',
          y_label: 'Seconds',
        },
      },
    });
  });

  it.each([
    [119_000, 'Seconds', 119],
    [270_000, 'Minutes', 4.5],
    [7_200_000, 'Hours', 2],
  ])('of %i ms at most is in the unit that reads best: %s', (ms, unit, value) => {
    const chart = durationsChart([finished(ms), finished(1_000, AT - 60_000)])?.chart;
    expect(chart?.axis_config.y_label).toBe(unit);
    expect(chart?.series[0]?.data[1]?.value).toBe(value);
  });

  it('has the last twenty, as many as Slack takes', () => {
    const chart = durationsChart(Array.from({ length: 25 }, (_, n) => finished(n * 1_000)));
    expect(chart?.chart.series[0]?.data.map(({ value }) => value)).toEqual(
      Array.from({ length: 20 }, (_, n) => 19 - n),
    );
    expect(problemsOfMessageBlocks([chart])).toEqual([]);
  });

  it('needs two', () => {
    expect(durationsChart([finished(1_000), QUEUED])).toBeUndefined();
  });
});
