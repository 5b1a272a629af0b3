import { describe, expect, it } from 'vitest';
import {
  changed,
  findObstacle,
  hasEnded,
  isInHand,
  isOpen,
  type RunState,
  rivalsSince,
  type SyncRun,
} from '../../src/domain/sync-run.ts';
import { QUEUED } from '../doubles/runs.ts';

const AT = QUEUED.requestedAt;
const COOLDOWN = 60_000;

const run = (changes: Partial<SyncRun> = {}): SyncRun => ({ ...QUEUED, id: 'r1', ...changes });
const next = (changes: Partial<SyncRun> = {}): SyncRun =>
  run({ id: 'r2', dedupeKey: 'view:V2:a/c', requestedAt: AT + 30_000, ...changes });
const obstacle = (before: SyncRun[], candidate: SyncRun, cooldownMs = COOLDOWN) =>
  findObstacle(before, candidate, cooldownMs);

it.each([0, COOLDOWN, 3_600_000])(
  'what was asked before a time stands in nobody’s way (cool-down %i)',
  (cooldownMs) => {
    const candidate = next({ requestedAt: 9e12 });
    const since = rivalsSince(candidate, cooldownMs);
    for (const state of ['asking', 'queued', 'running'] as const) {
      expect(obstacle([run({ state, requestedAt: since })], candidate, cooldownMs)).toBeUndefined();
      expect(obstacle([run({ state, requestedAt: since - 1 })], candidate, cooldownMs)).toBeUndefined();
    }
    expect(obstacle([run({ state: 'asking', requestedAt: since + 1 })], candidate, cooldownMs)).toBeDefined();
  },
);

describe('what stands in the way of a new run', () => {
  it('nothing, at first', () => expect(obstacle([], next())).toBeUndefined());

  it('the run of the same gesture, however long ago and however it ended', () => {
    const again = next({ dedupeKey: run().dedupeKey, requestedAt: 9e12 });
    expect(obstacle([run()], again)).toMatchObject({ why: 'same-gesture', run: { id: 'r1' } });
    expect(obstacle([run({ state: 'finished' })], again)).toMatchObject({ why: 'same-gesture' });
  });

  it('a run of the connector inside the cool-down, and not after it', () => {
    expect(obstacle([run()], next())).toMatchObject({ why: 'cooling-down' });
    expect(obstacle([run()], next({ requestedAt: AT + COOLDOWN }))).toBeUndefined();
  });

  it('the newest of several', () => {
    const earlier = run({ id: 'r0', dedupeKey: 'view:V0:a/c', requestedAt: AT - 10_000 });
    expect(obstacle([run(), earlier], next())).toMatchObject({ run: { id: 'r1' } });
  });

  it('a run whose answer is not in yet, even without a cool-down, for five minutes', () => {
    expect(obstacle([run({ state: 'asking' })], next(), 0)).toMatchObject({ why: 'cooling-down' });
    expect(obstacle([run({ state: 'asking' })], next({ requestedAt: AT + 5 * 60_000 }), 0)).toBeUndefined();
  });

  it('a run that may have been queued', () => {
    expect(obstacle([run({ state: 'unclear' })], next())).toMatchObject({ why: 'cooling-down' });
  });

  it('not a run that C1 refused, even by the same gesture: the person may try again', () => {
    expect(obstacle([run({ state: 'refused' })], next({ dedupeKey: run().dedupeKey }))).toBeUndefined();
  });

  it('not a run that only joined: C1 was not asked for it', () => {
    expect(obstacle([run({ origin: 'join', state: 'running' })], next())).toBeUndefined();
  });

  it('not the run of another connector', () => {
    expect(obstacle([run({ connectorId: 'other' })], next())).toBeUndefined();
  });

  it('of a restart only another restart, or a request that C1 has not answered', () => {
    const restart = next({ origin: 'restart' });
    expect(obstacle([run()], restart)).toBeUndefined();
    expect(obstacle([run({ origin: 'restart' })], restart)).toMatchObject({ why: 'cooling-down' });
    expect(obstacle([run({ state: 'asking' })], restart)).toMatchObject({ why: 'cooling-down' });
  });
});

describe('a run', () => {
  const OPEN: readonly RunState[] = ['asking', 'queued', 'unclear', 'waiting', 'running'];
  const ENDED: readonly RunState[] = ['refused', 'finished', 'failed', 'paused', 'gone', 'given-up'];

  it.each(OPEN)('that is %s goes on', (state) => {
    expect(hasEnded({ state })).toBe(false);
    expect(isOpen({ state, endToldAt: null })).toBe(true);
  });

  it.each(ENDED)('that is %s has ended, and leaves nothing to do once that has been told', (state) => {
    expect(hasEnded({ state })).toBe(true);
    expect(isOpen({ state, endToldAt: null })).toBe(true);
    expect(isOpen({ state, endToldAt: AT })).toBe(false);
  });

  it('changes until it ends; then only where and when it was told', () => {
    const failed = changed(run(), { state: 'failed', detail: 'x', changedAt: AT + 1 });
    expect(failed).toMatchObject({ state: 'failed', detail: 'x', changedAt: AT + 1 });
    const place = { channelId: 'C1', ts: '1.2' };
    const told = changed(failed, { state: 'finished', detail: null, watchers: [], message: place, endToldAt: AT + 2 });
    expect(told).toEqual({ ...failed, message: place, endToldAt: AT + 2 });
  });

  it('is in hand while C1 is being asked, or a refusal told', () => {
    expect(isInHand(run({ state: 'asking' }), AT + 299_999)).toBe(true);
    expect(isInHand(run({ state: 'asking' }), AT + 300_000)).toBe(false);
    expect(isInHand(run({ state: 'refused' }), AT + 59_999)).toBe(true);
    expect(isInHand(run({ state: 'refused' }), AT + 60_000)).toBe(false);
    expect(isInHand(run({ state: 'queued' }), AT)).toBe(false);
  });
});
