import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationOf, type Outlook, phaseOf, progressShare, usualDuration } from '../../src/domain/outlook.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { QUEUED } from '../doubles/runs.ts';

const MINUTE = 60_000;
const RUNNING: SyncRun = { ...QUEUED, state: 'running' };

const outlookAfter = (minutes: number, changes: Partial<Outlook> = {}): Outlook => ({
  now: QUEUED.changedAt + minutes * MINUTE,
  usualMs: null,
  unreadable: false,
  ...changes,
});
const phases = (run: SyncRun, minutes: readonly number[], changes: Partial<Outlook> = {}): number =>
  new Set(minutes.map((one) => phaseOf(run, outlookAfter(one, changes)))).size;

describe('what a message is rewritten for', () => {
  it('a long time in the queue: 3 min, a quarter of an hour, one hour, four', () => {
    expect(phases(QUEUED, [0, 1, 2.9])).toBe(1);
    expect(phases(QUEUED, [2.9, 3])).toBe(2);
    expect(phases(QUEUED, [0, 3, 14, 15, 59, 60, 239, 240, 999])).toBe(5);
  });

  it('quarters of the usual time, and more than that', () => {
    const usual = { usualMs: 2 * MINUTE };
    expect(phases(RUNNING, [0, 0.4, 0.5, 0.9, 1, 1.5, 2, 2.5], usual)).toBe(5);
  });

  it('the time alone where no usual one is known', () => expect(phases(RUNNING, [0, 2, 3, 14, 15, 60, 240])).toBe(5));

  it('C1 that cannot be read, and can be read again', () => {
    expect(phaseOf(RUNNING, outlookAfter(1, { unreadable: true }))).not.toBe(phaseOf(RUNNING, outlookAfter(1)));
  });

  it('another state', () => expect(phaseOf(RUNNING, outlookAfter(0))).not.toBe(phaseOf(QUEUED, outlookAfter(0))));

  it('nothing after the end', () => {
    expect(phases({ ...QUEUED, state: 'finished' }, [0, 3, 60, 999])).toBe(1);
  });
});

describe('the share of the usual time', () => {
  it('is that since it began to run, by our clock', () => {
    expect(progressShare(RUNNING, outlookAfter(3, { usualMs: 4 * MINUTE }))).toBe(0.75);
    expect(progressShare(RUNNING, outlookAfter(8, { usualMs: 4 * MINUTE }))).toBe(2);
    expect(progressShare(RUNNING, outlookAfter(-1, { usualMs: 4 * MINUTE }))).toBe(0);
  });

  it('is unknown before it runs, on the first sync, and for somebody who joined in the middle', () => {
    expect(progressShare(QUEUED, outlookAfter(3, { usualMs: MINUTE }))).toBeNull();
    expect(progressShare(RUNNING, outlookAfter(3))).toBeNull();
    expect(progressShare({ ...RUNNING, origin: 'join' }, outlookAfter(3, { usualMs: MINUTE }))).toBeNull();
    expect(progressShare(RUNNING, outlookAfter(3, { usualMs: 0 }))).toBeNull();
  });
});

describe('the usual time', () => {
  it('is the median', () => {
    expect(usualDuration([])).toBeNull();
    expect(usualDuration([7])).toBe(7);
    expect(usualDuration([100, 1, 5])).toBe(5);
    expect(usualDuration([10, 1, 5, 100])).toBe(7.5);
  });

  it('has as many earlier syncs below it as above', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (durations) => {
        const usual = usualDuration(durations) ?? Number.NaN;
        const below = durations.filter((one) => one < usual).length;
        const above = durations.filter((one) => one > usual).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(durations.length / 2);
      }),
    );
  });

  it("comes from syncs that finished, by both of C1's times", () => {
    const finished: SyncRun = { ...QUEUED, state: 'finished', startedAt: 1_000, completedAt: 4_000 };
    expect(durationOf(finished)).toBe(3_000);
    expect(durationOf({ ...finished, state: 'failed' })).toBeNull();
    expect(durationOf({ ...finished, startedAt: null })).toBeNull();
    expect(durationOf({ ...finished, completedAt: null })).toBeNull();
  });
});
