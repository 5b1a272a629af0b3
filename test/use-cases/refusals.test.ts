import { describe, expect, it } from 'vitest';
import { type Refusal, Refusals } from '../../src/use-cases/refusals.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { RecordingMetrics } from '../doubles/metrics.ts';
import { memoryTrail } from '../doubles/trail.ts';

const REFUSAL: Refusal = {
  actor: { userId: 'UEVE', teamId: 'T2' },
  channelId: 'C1',
  connector: null,
  why: 'other-team',
  reference: '1b9d6bcd',
  details: { what: 'sync_again' },
};

function setUp() {
  const clock = new ManualClock();
  const { trail, events } = memoryTrail({ clock });
  const metrics = new RecordingMetrics();
  const refusals = new Refusals({ trail, clock, metrics });
  const refuse = async (times: number) => {
    for (let n = 0; n < times; n++) await refusals.note(REFUSAL);
  };
  const counts = async () => (await events()).flatMap(({ details }) => details.count ?? []);
  return { clock, metrics, refusals, refuse, events, counts };
}

describe('refusals', () => {
  it('stand in the trail, each with all that is known of it', async () => {
    const { refuse, events, clock } = setUp();
    await refuse(1);
    expect(await events()).toMatchObject([{ ...REFUSAL, action: 'gesture.refused', allowed: false, at: clock.now() }]);
  });

  it('beyond a hundred in a minute are counted, and the number is written when it is over', async () => {
    const { refuse, events, counts, clock, metrics } = setUp();
    await refuse(30);
    await clock.advance(59_000);
    await refuse(80);
    expect(await events()).toHaveLength(100);
    expect(metrics.seen).toEqual(Array(110).fill('refusal other-team'));
    await clock.advance(1_000);
    expect(await events()).toHaveLength(101);
    expect((await events()).at(-1)).toMatchObject({
      actor: null,
      allowed: false,
      why: 'too-many',
      details: { count: 10 },
    });
    await refuse(101);
    await clock.advance(60_000);
    expect(await counts()).toEqual([10, 1]);
  });

  it('leave no timer and lose no number when the app stops', async () => {
    const { refuse, refusals, counts, clock } = setUp();
    await refuse(105);
    await refusals.stop();
    expect(await counts()).toEqual([5]);
    expect(clock.sleeping()).toEqual([]);
  });

  it('that are few leave nothing to stop', async () => {
    const { refuse, refusals, counts, clock } = setUp();
    await refuse(100);
    expect(clock.sleeping()).toEqual([]);
    await refusals.stop();
    expect(await counts()).toEqual([]);
  });
});
