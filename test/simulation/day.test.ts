import { beforeAll, describe, expect, it } from 'vitest';
import type { ConnectorStatus } from '../../src/domain/connector.ts';
import { hasEnded, type RunState, type SyncRun } from '../../src/domain/sync-run.ts';
import { simulateDay } from './simulate-day.ts';

type Day = Awaited<ReturnType<typeof simulateDay>>;

/** The states that the messages about a run tell in the end, those that go on left out. */
function finalWords({ slack }: Day, { id }: SyncRun): RunState[] {
  return (slack.byRun.get(id) ?? []).map(({ state }) => state).filter((state) => hasEnded({ state }));
}

const beganAfter = ({ startedAt }: SyncRun, before: ConnectorStatus): boolean =>
  startedAt !== null && startedAt > (before.startedAt ?? -Infinity);

// Each seed is a day of its own, which comes out the same every time.
describe.each([
  { seed: 8, skewMinutes: -10 },
  { seed: 9, skewMinutes: 10 },
])('a day of 2,000 requests for 300 connectors (seed $seed), the clock of C1 $skewMinutes min ahead', (given) => {
  let day: Day;
  let runs: SyncRun[];

  beforeAll(async () => {
    day = await simulateDay(given.seed, given.skewMinutes * 60_000);
    runs = [...day.ledger.entries.values()].map(({ run }) => run);
  });

  it('is an eventful one', () => {
    const count = (state: RunState) => runs.filter((run) => run.state === state).length;
    expect(day.kills).toBeGreaterThan(100);
    expect(runs.length).toBeGreaterThan(1_500);
    expect(count('failed') / runs.length).toBeGreaterThan(0.05);
    expect(count('finished') / runs.length).toBeGreaterThan(0.75);
    for (const state of ['refused', 'paused', 'gone', 'given-up'] as const)
      expect(count(state), state).toBeGreaterThan(0);
    expect(new Set(runs.map(({ origin }) => origin))).toEqual(new Set(['request', 'restart', 'join']));
  });

  it('leaves no run open, and each has one end', () => {
    expect(day.open).toEqual([]);
    for (const { run, ends } of day.ledger.entries.values()) expect([...ends], run.id).toEqual([run.state]);
  });

  it('tells the end of everything that C1 took in exactly one message', () => {
    for (const run of runs) expect(run.endToldAt, run.id).not.toBeNull();
    for (const run of runs.filter(({ state }) => state !== 'refused')) {
      expect(finalWords(day, run), run.id).toEqual([run.state]);
    }
  });

  it('tells each refusal, and again only if it died while it posted it: there the first word is the last', () => {
    const refused = runs.filter(({ id, state }) => state === 'refused' && !day.toldAlone.has(id));
    const told = refused.map((run) => finalWords(day, run).length);
    expect(Math.min(...told)).toBe(1);
    expect(Math.max(...told)).toBeLessThanOrEqual(2);
  });

  it('calls those who wait at most once, and nearly always', () => {
    expect(Math.max(...day.slack.replies.values())).toBe(1);
    expect(runs.length - day.slack.replies.size).toBeLessThanOrEqual(day.kills);
  });

  it('never rewrites a message twice in ten seconds, but after a restart', () => {
    const hasty = [...day.slack.byRun.values()]
      .flat()
      .filter(({ rewrittenAt }) => rewrittenAt.some((at, n) => at - (rewrittenAt[n - 1] ?? -Infinity) < 10_000));
    expect(hasty.length).toBeLessThanOrEqual(day.kills);
  });

  it('asks C1 once for each run at most', () => {
    for (const [connector, times] of day.c1.forced) {
      expect(times, connector).toBeLessThanOrEqual(day.ledger.intents.get(connector) ?? 0);
    }
  });

  it('reads no connector twice in five seconds, restart or not', () => {
    for (const [connector, reads] of day.c1.reads) {
      const gaps = reads.map((at, n) => at - (reads[n - 1] ?? -Infinity));
      expect(Math.min(...gaps), connector).toBeGreaterThanOrEqual(5_000);
    }
  });

  it('calls nothing finished that did not begin after the request, by C1', () => {
    for (const run of runs.filter(({ state, origin }) => state === 'finished' && origin !== 'join')) {
      if (run.completedAt === null) continue;
      expect(run.completedAt, run.id).toBeGreaterThan(run.before.completedAt ?? -Infinity);
      if (run.startedAt !== null) expect(beganAfter(run, run.before), run.id).toBe(true);
    }
  });

  it('leaves no timer', () => expect(day.timersLeft).toEqual([]));
});
