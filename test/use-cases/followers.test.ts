import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../src/domain/errors.ts';
import type { Look } from '../../src/ports/follow-ups.ts';
import { Followers } from '../../src/use-cases/followers.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { PROD, READ, setUp } from './stage.ts';

const OTHER = { appId: 'okta', connectorId: 'other' };

function followersOf(look: Look) {
  const clock = new ManualClock();
  const begun = clock.now();
  const looks: string[] = [];
  const followers = new Followers({
    clock,
    log: quiet,
    look: (ref, signal, memory) => {
      looks.push(`${ref.connectorId} ${(clock.now() - begun) / 1_000}`);
      return look(ref, signal, memory);
    },
  });
  return { clock, looks, followers };
}

describe('followers', () => {
  it('are one for each connector, however many follow it', async () => {
    const { clock, looks, followers } = followersOf(async () => 30_000);
    for (let n = 0; n < 50; n += 1) followers.follow(PROD);
    followers.follow(OTHER);
    expect(followers.size).toBe(2);
    await clock.advance(5_000);
    expect(looks.sort()).toEqual(['other 5', 'prod 5']);
    await followers.stop();
  });

  it('look again when told, and no more once nothing is left', async () => {
    const waits = [20_000, 10_000, null];
    const { clock, looks, followers } = followersOf(async () => waits.shift() ?? null);
    followers.follow(PROD);
    await clock.advance(120_000);
    expect(looks).toEqual(['prod 5', 'prod 25', 'prod 35']);
    expect(followers.size).toBe(0);
    expect(clock.sleeping()).toEqual([]);
  });

  it('look soon again for somebody new, not at the end of a long wait', async () => {
    const { clock, looks, followers } = followersOf(async () => 60_000);
    followers.follow(PROD);
    await clock.advance(10_000);
    followers.follow(PROD);
    await clock.advance(10_000);
    expect(looks).toEqual(['prod 5', 'prod 15']);
    await followers.stop();
  });

  it('do not miss somebody who comes while the last look is being taken', async () => {
    let end = (_: number | null): void => {};
    const { clock, looks, followers } = followersOf(() => new Promise((resolve) => (end = resolve)));
    followers.follow(PROD);
    await clock.advance(5_000);
    followers.follow(PROD);
    end(null);
    await clock.advance(5_000);
    expect(looks).toEqual(['prod 5', 'prod 10']);
    end(null);
    await clock.advance(0);
    expect(followers.size).toBe(0);
    followers.follow(PROD);
    expect(followers.size).toBe(1);
    await followers.stop();
  });

  it('try again a minute after a failure', async () => {
    const { clock, looks, followers } = followersOf(() => Promise.reject(new StoreFailed('disk full')));
    followers.follow(PROD);
    await clock.advance(70_000);
    expect(looks).toEqual(['prod 5', 'prod 65']);
    await followers.stop();
  });
});

describe('stopped followers', () => {
  it('leave no timer, and follow nothing any more', async () => {
    const { clock, looks, followers } = followersOf(async () => 60_000);
    followers.follow(PROD);
    followers.follow(OTHER);
    await clock.advance(6_000);
    expect(clock.sleeping()).not.toEqual([]);
    await followers.stop();
    expect(clock.sleeping()).toEqual([]);
    followers.follow(PROD);
    expect(followers.size).toBe(0);
    await clock.advance(120_000);
    expect(looks).toHaveLength(2);
  });

  it('leave none in the shortened wait for somebody new either', async () => {
    const { clock, followers } = followersOf(async () => 60_000);
    followers.follow(PROD);
    await clock.advance(10_000);
    followers.follow(PROD);
    await clock.advance(1_000);
    await followers.stop();
    expect(clock.sleeping()).toEqual([]);
  });

  it('wait for a look that is being taken to end, and do not sleep after it', async () => {
    let end = (_: number | null): void => {};
    const { clock, followers } = followersOf(() => new Promise((resolve) => (end = resolve)));
    followers.follow(PROD);
    await clock.advance(5_000);
    let isStopped = false;
    const stopped = followers.stop().then(() => (isStopped = true));
    await clock.advance(1_000);
    expect(isStopped).toBe(false);
    end(60_000);
    await stopped;
    expect(clock.sleeping()).toEqual([]);
  });

  it('do not wait for C1', async () => {
    const { c1, clock, recorded, followers } = await setUp();
    c1.answers.set(READ, () => new Promise(() => {}));
    followers.follow(await recorded());
    await clock.advance(5_000);
    await followers.stop();
    expect(clock.sleeping()).toEqual([]);
  });
});
