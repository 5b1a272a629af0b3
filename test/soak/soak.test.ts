import { expect, it } from 'vitest';
import { percentile, slope } from './figures.ts';
import { runSoak } from './run-soak.ts';

// The short form of `npm run soak`: two waves, the second while Slack limits the messages of the first.
it('many at once while Slack limits messages: all windows open, one sync each, and every sync gets its last word', async ({
  onTestFinished,
}) => {
  const { violations } = await runSoak({
    ...{ mode: 'http', people: 24, forMs: 3_500, thinkMs: [2_500, 3_400], settleMs: 45_000, seed: 1 },
    slackWaitsMs: 30_000,
    onFinished: onTestFinished,
  });
  expect(violations).toEqual([]);
});

it('the slope is that of most pairs, whatever one reading says', () => {
  const points = [0, 1, 2, 3, 4].map((x) => ({ x, y: x === 2 ? 900 : 10 + x / 2 }));
  expect(slope(points)).toBe(0.5);
  expect(percentile([3, 1, 2], 0.5)).toBe(2);
  expect(percentile([3, 1, 2], 1)).toBe(3);
});
