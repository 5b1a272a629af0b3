import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConnectorStatus } from '../../src/domain/connector.ts';
import { progress, type Sighting } from '../../src/domain/progress.ts';
import { changed, hasEnded, type SyncRun } from '../../src/domain/sync-run.ts';
import { connector } from '../doubles/c1.ts';
import { QUEUED } from '../doubles/runs.ts';

/** Few values, so that equal ones meet often. */
const time = fc.option(fc.integer({ min: 1, max: 9 }), { nil: null });
const status: fc.Arbitrary<ConnectorStatus> = fc.record({
  state: fc.constantFrom('unspecified', 'running', 'done', 'error', 'disabled', 'unknown'),
  startedAt: time,
  completedAt: time,
  updatedAt: time,
  lastError: fc.constantFrom(null, 'x', 'y'),
});
const sighting: fc.Arbitrary<Sighting> = fc.oneof(
  { weight: 1, arbitrary: fc.constant('gone' as const) },
  {
    weight: 20,
    arbitrary: fc
      .tuple(status, fc.option(fc.record({ since: time, reason: fc.constantFrom(null, 'r') }), { nil: null }))
      .map(([shown, paused]) => connector('a', 'c', { status: shown, paused })),
  },
);
const run: fc.Arbitrary<SyncRun> = fc
  .record({
    origin: fc.constantFrom('request' as const, 'restart' as const, 'join' as const, 'resume' as const),
    state: fc.constantFrom('queued' as const, 'unclear' as const),
    before: status,
  })
  .map(({ origin, state, before }) =>
    origin === 'join'
      ? { ...QUEUED, origin, before: { ...before, state: 'running' }, state: 'running', startedAt: before.startedAt }
      : { ...QUEUED, origin, before, state },
  );
const life = fc.tuple(run, fc.array(fc.tuple(sighting, fc.integer({ min: 0, max: 100_000 })), { maxLength: 12 }));

/** The run after each sighting, the time of ours that passes before each of them given in milliseconds. */
function live(begun: SyncRun, sightings: readonly (readonly [Sighting, number])[]): SyncRun[] {
  const states = [begun];
  let now = begun.changedAt;
  let current = begun;
  for (const [seen, passed] of sightings) {
    now += passed;
    current = changed(current, progress(current, seen, now) ?? {});
    states.push(current);
  }
  return states;
}

function shiftC1(shown: ConnectorStatus, by: number): ConnectorStatus {
  const move = (at: number | null) => (at === null ? null : at + by);
  const { startedAt, completedAt, updatedAt } = shown;
  return { ...shown, startedAt: move(startedAt), completedAt: move(completedAt), updatedAt: move(updatedAt) };
}

function shiftSighting(seen: Sighting, by: number): Sighting {
  if (seen === 'gone') return seen;
  const { paused, status: shown } = seen;
  const since = paused?.since ?? null;
  return {
    ...seen,
    status: shiftC1(shown, by),
    paused: paused && { ...paused, since: since === null ? null : since + by },
  };
}

function shiftRun(one: SyncRun, { ours, c1 }: { ours: number; c1: number }): SyncRun {
  const move = (at: number | null) => (at === null ? null : at + c1);
  return {
    ...one,
    requestedAt: one.requestedAt + ours,
    changedAt: one.changedAt + ours,
    beforeSeenAt: one.beforeSeenAt + ours,
    before: shiftC1(one.before, c1),
    startedAt: move(one.startedAt),
    completedAt: move(one.completedAt),
  };
}

describe('whatever C1 shows, in whatever order', () => {
  it('a run ends once: nothing that is seen later changes it', () => {
    fc.assert(
      fc.property(life, ([begun, sightings]) => {
        const states = live(begun, sightings);
        const ended = states.find(hasEnded);
        if (ended === undefined) return;
        expect(states.at(-1)).toEqual(ended);
        for (const [seen] of sightings) expect(progress(ended, seen, ended.changedAt)).toBeUndefined();
      }),
    );
  });

  it('the same sighting twice changes nothing the second time', () => {
    fc.assert(
      fc.property(run, sighting, (begun, seen) => {
        const once = changed(begun, progress(begun, seen, begun.changedAt) ?? {});
        expect(progress(once, seen, begun.changedAt)).toBeUndefined();
      }),
    );
  });

  it('neither clock is compared with the other: move them apart, and all goes as before', () => {
    // So far that either may be ahead of the other.
    const skew = fc.integer({ min: -4e12, max: 4e12 });
    fc.assert(
      fc.property(life, fc.record({ ours: skew, c1: skew }), ([begun, sightings], by) => {
        const moved = sightings.map(([seen, passed]) => [shiftSighting(seen, by.c1), passed] as const);
        expect(live(shiftRun(begun, by), moved)).toEqual(live(begun, sightings).map((one) => shiftRun(one, by)));
      }),
    );
  });

  it('a restart ends by no end of the sync before it', () => {
    const before = status.map((shown): ConnectorStatus => ({ ...shown, state: 'running', startedAt: 5 }));
    const earlier = status.map((shown) => connector('a', 'c', { status: { ...shown, startedAt: 5 } }));
    fc.assert(
      fc.property(before, fc.array(earlier), (shown, seen) => {
        const begun: SyncRun = { ...QUEUED, origin: 'restart', before: shown };
        const sightings = seen.map((one) => [one, 5_000] as const);
        for (const { state } of live(begun, sightings)) expect(['queued', 'waiting']).toContain(state);
      }),
    );
  });

  it('where C1 tells starts, nothing has finished without one after the request', () => {
    fc.assert(
      fc.property(life, ([begun, sightings]) => {
        if (begun.origin === 'join' || begun.before.startedAt === null) return;
        const shown = sightings.filter(([seen]) => seen !== 'gone' && seen.status.startedAt !== null);
        for (const one of live(begun, shown)) {
          if (one.state === 'finished') expect(one.startedAt).toBeGreaterThan(begun.before.startedAt);
        }
      }),
    );
  });
});
