import { describe, expect, it } from 'vitest';
import type { Connector, ConnectorStatus } from '../../src/domain/connector.ts';
import { hasStartedSince, progress } from '../../src/domain/progress.ts';
import type { SyncRun } from '../../src/domain/sync-run.ts';
import { connector, DONE } from '../doubles/c1.ts';
import { QUEUED } from '../doubles/runs.ts';

const NOW = QUEUED.changedAt + 60_000;
const NEVER: ConnectorStatus = {
  state: 'unspecified',
  startedAt: null,
  completedAt: null,
  updatedAt: null,
  lastError: null,
};
/** An earlier sync ran at the time of the request. */
const RAN: ConnectorStatus = { ...DONE, state: 'running', startedAt: 3_000, updatedAt: 3_000 };

const run = (changes: Partial<SyncRun> = {}): SyncRun => ({ ...QUEUED, before: DONE, ...changes });
const joined = (before = RAN): SyncRun =>
  run({ origin: 'join', state: 'running', before, startedAt: before.startedAt });
const restarted = (): SyncRun => run({ origin: 'restart', before: RAN });
const shows = (status: Partial<ConnectorStatus>, changes: Partial<Connector> = {}): Connector =>
  connector('a', 'c', { status: { ...DONE, ...status }, ...changes });
const changeOf = (one: SyncRun, seen: Connector | 'gone', now = NOW) => progress(one, seen, now);

describe('a sync that was queued', () => {
  it('stays queued while C1 shows what it showed before', () => {
    expect(changeOf(run(), shows({}))).toBeUndefined();
    expect(changeOf(run({ before: NEVER }), shows(NEVER))).toBeUndefined();
  });

  it('runs as soon as C1 shows a later start', () => {
    const seen = shows({ state: 'running', startedAt: 5_000, updatedAt: 5_000 });
    expect(changeOf(run(), seen)).toEqual({ state: 'running', startedAt: 5_000, changedAt: NOW });
    expect(changeOf(run({ before: NEVER }), seen)).toMatchObject({ state: 'running', startedAt: 5_000 });
  });

  it('has finished once C1 shows a completion after its start', () => {
    const seen = shows({ startedAt: 5_000, completedAt: 9_000, updatedAt: 9_000 });
    const end = { state: 'finished', startedAt: 5_000, completedAt: 9_000, detail: null, changedAt: NOW };
    expect(changeOf(run({ state: 'running', startedAt: 5_000 }), seen)).toEqual(end);
    expect(changeOf(run(), seen)).toEqual(end);
  });

  it('may take no time at all', () => {
    expect(changeOf(run(), shows({ startedAt: 5_000, completedAt: 5_000 }))).toMatchObject({ state: 'finished' });
  });

  it('has not finished by a completion that C1 writes late, for a sync from before', () => {
    expect(changeOf(run({ before: { ...DONE, completedAt: null } }), shows({}))).toBeUndefined();
  });

  it('has not finished by the end of one that began by itself just before the request', () => {
    const seen = shows({ state: 'running', startedAt: 6_000, completedAt: 5_500 });
    expect(changeOf(run(), seen)).toMatchObject({ state: 'running', startedAt: 6_000 });
  });

  it('that is asked for belongs to whoever asks, and one that has ended stays so', () => {
    const seen = shows({ startedAt: 5_000, completedAt: 9_000 });
    expect(changeOf(run({ state: 'asking' }), seen)).toBeUndefined();
    expect(changeOf(run({ state: 'asking' }), 'gone')).toBeUndefined();
    expect(changeOf(run({ state: 'given-up' }), seen)).toBeUndefined();
    expect(changeOf(run({ state: 'finished' }), 'gone')).toBeUndefined();
  });

  it('is gone when C1 does not know the connector any more', () => {
    expect(changeOf(run(), 'gone')).toEqual({ state: 'gone', changedAt: NOW });
  });

  it('whose request C1 never answered shows by its start', () => {
    const unclear = run({ state: 'unclear' });
    expect(changeOf(unclear, shows({}))).toBeUndefined();
    expect(changeOf(unclear, shows({ state: 'running' }))).toBeUndefined();
    expect(changeOf(unclear, shows({ state: 'running', startedAt: 5_000 }))).toMatchObject({ state: 'running' });
  });
});

describe('a failure', () => {
  it('after the start is that of this sync, with the words of C1', () => {
    const seen = shows({ state: 'error', startedAt: 5_000, updatedAt: 7_000, lastError: 'token expired' });
    expect(changeOf(run({ state: 'running', startedAt: 5_000 }), seen)).toEqual({
      state: 'failed',
      startedAt: 5_000,
      completedAt: 7_000,
      detail: 'token expired',
      changedAt: NOW,
    });
  });

  it('may be completed as well', () => {
    const seen = shows({ state: 'error', startedAt: 5_000, completedAt: 7_000, updatedAt: 8_000, lastError: 'x' });
    expect(changeOf(run(), seen)).toMatchObject({ state: 'failed', startedAt: 5_000, completedAt: 7_000, detail: 'x' });
  });

  it('before any start counts when it is new', () => {
    const seen = shows({ state: 'error', updatedAt: 7_000, lastError: 'offline' });
    expect(changeOf(run(), seen)).toMatchObject({ state: 'failed', startedAt: null, detail: 'offline' });
  });

  it('left over from an earlier sync is not ours, whatever C1 writes beside it', () => {
    const before = { ...DONE, state: 'error', lastError: 'old' } as const;
    expect(changeOf(run({ before }), shows(before))).toBeUndefined();
    expect(changeOf(run({ before }), shows({ ...before, updatedAt: 7_000 }))).toBeUndefined();
    expect(changeOf(run({ before }), shows({ ...before, lastError: 'new', updatedAt: 7_000 }))).toMatchObject({
      state: 'failed',
      detail: 'new',
    });
  });

  it('of the same words counts where C1 tells no starts at all', () => {
    const before = { ...NEVER, state: 'error', updatedAt: 2_000, lastError: 'old' } as const;
    expect(changeOf(run({ before }), shows({ ...before, updatedAt: 7_000 }))).toMatchObject({ state: 'failed' });
    expect(changeOf(run({ before }), shows(before))).toBeUndefined();
  });

  it('is not made of an error that a finished or a running sync leaves where it was', () => {
    const old = run({ before: { ...DONE, lastError: 'old' } });
    expect(changeOf(old, shows({ startedAt: 5_000, completedAt: 9_000, lastError: 'old' }))).toMatchObject({
      state: 'finished',
      detail: null,
    });
    expect(changeOf(old, shows({ state: 'running', startedAt: 5_000, lastError: 'old' }))).toMatchObject({
      state: 'running',
    });
  });
});

describe('a value that this version does not know', () => {
  it('is no end as long as nothing else shows one', () => {
    expect(changeOf(run(), shows({ state: 'unknown', updatedAt: 7_000 }))).toBeUndefined();
    expect(changeOf(run(), shows({ state: 'unknown', startedAt: 5_000 }))).toMatchObject({ state: 'running' });
  });

  it('is a failure with a completion or with a new error', () => {
    expect(changeOf(run(), shows({ state: 'unknown', startedAt: 5_000, completedAt: 9_000 }))).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('does not know'),
    });
    expect(changeOf(run(), shows({ state: 'unknown', startedAt: 5_000, lastError: 'no data' }))).toMatchObject({
      state: 'failed',
      detail: 'no data',
    });
  });

  it('before the request may have been a running sync, whose end is not ours', () => {
    const before = { ...DONE, state: 'unknown' } as const;
    expect(changeOf(run({ before }), shows({ state: 'error', updatedAt: 7_000, lastError: 'x' }))).toBeUndefined();
    expect(changeOf(run({ before }), shows({ completedAt: 9_000 }))).toBeUndefined();
  });
});

describe('times that C1 does not tell', () => {
  it('leave the state: a sync that began and is done has finished, for nobody knows how long', () => {
    const seen = shows({ startedAt: 5_000, completedAt: null });
    expect(changeOf(run(), seen)).toMatchObject({ state: 'finished', startedAt: 5_000, completedAt: null });
    expect(changeOf(run(), shows({ startedAt: 5_000 }))).toMatchObject({ state: 'running' });
  });

  it('leave a completion, if nothing ran before', () => {
    const before = { ...NEVER, state: 'done' } as const;
    const seen = shows({ ...NEVER, state: 'done', completedAt: 9_000 });
    expect(changeOf(run({ before }), seen)).toMatchObject({ state: 'finished', startedAt: null, completedAt: 9_000 });
    expect(changeOf(run({ before: { ...before, state: 'running' } }), seen)).toBeUndefined();
  });

  it('leave nothing to go by when none is told', () => {
    expect(changeOf(run({ before: NEVER }), shows({ ...NEVER, state: 'done' }))).toBeUndefined();
  });
});

describe('a pause', () => {
  it('that C1 makes because too much data is gone ends the run, with its reason', () => {
    const paused = { since: 8_000, reason: 'resources dropped by half' };
    const seen = shows({ state: 'disabled', startedAt: 5_000, completedAt: 8_000, lastError: 'old' }, { paused });
    expect(changeOf(run(), seen)).toEqual({
      state: 'paused',
      startedAt: 5_000,
      detail: 'resources dropped by half',
      changedAt: NOW,
    });
  });

  it('without a reason is explained by a new error, never by an old one', () => {
    const seen = shows({ state: 'disabled', lastError: 'old' }, { paused: { since: null, reason: null } });
    expect(changeOf(run(), seen)).toMatchObject({ state: 'paused', detail: 'old' });
    expect(changeOf(run({ before: { ...DONE, lastError: 'old' } }), seen)).toMatchObject({ detail: null });
  });

  it('after the end does not make the sync any less finished', () => {
    const seen = shows({ startedAt: 5_000, completedAt: 8_000 }, { paused: { since: 8_500, reason: null } });
    expect(changeOf(run(), seen)).toMatchObject({ state: 'finished' });
  });

  it('that was just resumed may show for a while, and its state until the sync begins', () => {
    const before = { ...DONE, state: 'disabled' } as const;
    const resumed = run({ origin: 'resume', before });
    const still = shows(before, { paused: { since: 7_000, reason: null } });
    expect(changeOf(resumed, still, resumed.changedAt + 119_999)).toBeUndefined();
    expect(changeOf(resumed, still, resumed.changedAt + 120_000)).toMatchObject({ state: 'paused' });
    const leftover = shows(before, { paused: { since: null, reason: null } });
    expect(changeOf(resumed, leftover, resumed.changedAt + 3_600_000)).toBeUndefined();
    const begun = shows({ ...before, startedAt: 9_000 }, { paused: { since: null, reason: null } });
    expect(changeOf(resumed, begun)).toMatchObject({ state: 'paused', startedAt: 9_000 });
  });
});

describe('a sync behind another', () => {
  it('waits while that one runs, and is queued when it has ended, however that ended', () => {
    expect(changeOf(restarted(), shows(RAN))).toMatchObject({ state: 'waiting', startedAt: null });
    const waiting = { ...restarted(), state: 'waiting' } as const;
    expect(changeOf(waiting, shows({ startedAt: 3_000, completedAt: 4_000 }))).toMatchObject({ state: 'queued' });
    expect(changeOf(waiting, shows({ ...RAN, state: 'error', updatedAt: 4_000, lastError: 'killed' }))).toMatchObject({
      state: 'queued',
    });
  });

  it('begins when C1 shows a start after that of the other', () => {
    expect(changeOf(restarted(), shows({ ...RAN, startedAt: 4_500 }))).toMatchObject({
      state: 'running',
      startedAt: 4_500,
    });
  });

  it('has not ended by an end at the very moment it began', () => {
    const begun = shows({ ...RAN, startedAt: 4_500, completedAt: 4_500 });
    expect(changeOf(restarted(), begun)).toMatchObject({ state: 'running' });
    expect(changeOf({ ...restarted(), state: 'running', startedAt: 4_500 }, begun)).toBeUndefined();
  });
});

describe('a sync that was joined', () => {
  it('goes on until its own end', () => {
    expect(changeOf(joined(), shows(RAN))).toBeUndefined();
    expect(changeOf(joined(), shows({ startedAt: 3_000, completedAt: 6_000 }))).toEqual({
      state: 'finished',
      startedAt: 3_000,
      completedAt: 6_000,
      detail: null,
      changedAt: NOW,
    });
    expect(changeOf(joined(), shows({ ...RAN, state: 'error', updatedAt: 6_000, lastError: 'x' }))).toMatchObject({
      state: 'failed',
      completedAt: 6_000,
      detail: 'x',
    });
  });

  it('ends also where C1 tells no times', () => {
    const before = { ...NEVER, state: 'running' } as const;
    expect(changeOf(joined(before), shows(before))).toBeUndefined();
    expect(changeOf(joined(before), shows({ ...NEVER, state: 'done' }))).toMatchObject({ state: 'finished' });
    expect(changeOf(joined(before), shows({ ...NEVER, state: 'error', lastError: 'x' }))).toMatchObject({
      state: 'failed',
    });
    expect(changeOf(joined(before), shows({ ...before, completedAt: 6_000 }))).toMatchObject({ state: 'finished' });
  });

  it('and was stopped by a restart is followed in the one that took its place', () => {
    const seen = shows({ ...RAN, startedAt: 4_500 });
    expect(changeOf(joined(), seen)).toEqual({ state: 'running', startedAt: 4_500, changedAt: NOW });
    const later = { ...joined(), startedAt: 4_500 };
    expect(changeOf(later, shows({ startedAt: 4_500, completedAt: 6_000 }))).toMatchObject({
      startedAt: 4_500,
      completedAt: 6_000,
    });
  });
});

describe('several syncs between two looks', () => {
  const running = run({ state: 'running', startedAt: 5_000 });

  it('end the run that began before them, with its own times where the next one runs', () => {
    const seen = shows({ state: 'running', startedAt: 8_000, completedAt: 7_000 });
    expect(changeOf(running, seen)).toMatchObject({ state: 'finished', startedAt: 5_000, completedAt: 7_000 });
    expect(changeOf(running, { ...seen, status: { ...seen.status, lastError: 'x' } })).toMatchObject({
      state: 'failed',
      detail: 'x',
    });
  });

  it('leave the times of the last one that ended', () => {
    expect(changeOf(running, shows({ startedAt: 8_000, completedAt: 9_000 }))).toMatchObject({
      state: 'finished',
      startedAt: 8_000,
      completedAt: 9_000,
    });
  });

  it('never make a failed one look finished', () => {
    const seen = shows({ state: 'error', startedAt: 8_000, completedAt: 7_000, updatedAt: 9_000, lastError: 'x' });
    expect(changeOf(running, seen)).toMatchObject({ state: 'failed', detail: 'x' });
  });
});

describe('a sync has started since', () => {
  it("only when C1's start time moved forward", () => {
    expect(hasStartedSince(DONE, { ...DONE, startedAt: 1_001 })).toBe(true);
    expect(hasStartedSince(DONE, { ...DONE, updatedAt: 9_999, lastError: 'old' })).toBe(false);
    expect(hasStartedSince(DONE, { ...DONE, startedAt: null })).toBe(false);
    expect(hasStartedSince({ ...DONE, startedAt: null }, DONE)).toBe(true);
  });
});
