import { it } from 'vitest';
import { MODES } from '../e2e/stage.ts';
import { runChaos } from './chaos.ts';

// The short form of `npm run chaos`: each kill costs the time until the lock of the dead process is stale.
it.concurrent.for(MODES)(
  'killed twice in the middle of it over %s, nothing is lost or done twice',
  // What was cut off is given 90 s to have its last word.
  { timeout: 180_000 },
  async (mode, test) => {
    const { violations, ...figures } = await runChaos({ kills: 2, seed: 7, mode, onFinished: test.onTestFinished });
    test.expect(violations).toEqual([]);
    test.expect(figures).toMatchObject({ killed: { gesture: 2 }, asked: 2 });
  },
);
