import { describe, expect, it } from 'vitest';
import { findObstacle, hasStartedSince, type SyncRun } from '../../src/domain/sync-run.ts';

const STATUS = { state: 'done', startedAt: 100, completedAt: 200, updatedAt: 200, lastError: null } as const;

function run(changes: Partial<SyncRun> = {}): SyncRun {
  return {
    id: 'r1',
    dedupeKey: 'view:V1:a/c',
    appId: 'a',
    connectorId: 'c',
    label: 'A / C',
    requestedBy: 'U1',
    teamId: 'T1',
    requestedAt: 1_000_000,
    reason: null,
    channelId: null,
    state: 'queued',
    before: STATUS,
    errorCode: null,
    settledAt: 1,
    ...changes,
  };
}

const next = (changes: Partial<SyncRun> = {}) => run({ dedupeKey: 'view:V2:a/c', requestedAt: 1_030_000, ...changes });

describe('what stands in the way of a new run', () => {
  it('nothing, at first', () => expect(findObstacle([], next(), 60_000)).toBeUndefined());

  it('the run of the same gesture, however long ago', () => {
    const again = next({ dedupeKey: 'view:V1:a/c', requestedAt: 9e12 });
    expect(findObstacle([run()], again, 60_000)).toMatchObject({ why: 'same-gesture', run: { id: 'r1' } });
  });

  it('a run of the connector inside the cool-down, and not after it', () => {
    expect(findObstacle([run()], next(), 60_000)).toMatchObject({ why: 'cooling-down' });
    expect(findObstacle([run()], next({ requestedAt: 1_060_000 }), 60_000)).toBeUndefined();
  });

  it('a run whose answer is not in yet, even without a cool-down', () => {
    expect(findObstacle([run({ state: 'asking' })], next(), 0)).toMatchObject({ why: 'cooling-down' });
  });

  it('a run that may have been queued', () => {
    expect(findObstacle([run({ state: 'unclear' })], next(), 60_000)).toMatchObject({ why: 'cooling-down' });
  });

  it('not a run that C1 refused, even by the same gesture: the person may try again', () => {
    expect(findObstacle([run({ state: 'refused' })], next({ dedupeKey: 'view:V1:a/c' }), 60_000)).toBeUndefined();
  });

  it('not the run of another connector', () => {
    expect(findObstacle([run({ connectorId: 'other' })], next(), 60_000)).toBeUndefined();
  });
});

describe('a sync has started since', () => {
  it("only when C1's start time moved forward", () => {
    expect(hasStartedSince(STATUS, { ...STATUS, startedAt: 101 })).toBe(true);
    expect(hasStartedSince(STATUS, { ...STATUS, updatedAt: 999, lastError: 'old' })).toBe(false);
    expect(hasStartedSince(STATUS, { ...STATUS, startedAt: null })).toBe(false);
    expect(hasStartedSince({ ...STATUS, startedAt: null }, STATUS)).toBe(true);
  });
});
