import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src/adapters/store/memory.ts';
import { GroupUnreadable } from '../../src/domain/errors.ts';
import { GroupMembers } from '../../src/use-cases/group-members.ts';
import { GroupReader } from '../../src/use-cases/group-reader.ts';
import { grantOf } from '../adapters/store/records.ts';
import { ScriptedDirectory } from '../doubles/directory.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

function setUp() {
  const directory = new ScriptedDirectory();
  const clock = new ManualClock();
  const store = openMemoryStore();
  const members = new GroupMembers({ directory, clock });
  const warnings: unknown[] = [];
  const log = { ...quiet, warn: (fields: object) => void warnings.push(fields) };
  const reader = new GroupReader({ members, store, clock, log });
  const grantTo = (groupId: string, expiresAt: number | null = null) => {
    directory.groups.set(groupId, ['U1']);
    const subject = { kind: 'group', groupId, teamId: 'T1' } as const;
    return store.addGrant(grantOf(`grant-${groupId}`, '', { subject, expiresAt }));
  };
  return { directory, clock, store, members, reader, warnings, grantTo };
}

describe('the reader of user groups', () => {
  it('keeps every group with a live grant known, with a reading each four minutes', async () => {
    const { directory, clock, members, reader, grantTo } = setUp();
    await grantTo('S1');
    await grantTo('S2');
    const running = reader.run();
    await clock.advance(0);
    expect(directory.calls).toEqual(['S1', 'S2']);
    await clock.advance(4 * MINUTE - 1);
    expect(directory.calls).toHaveLength(2);
    for (let minutes = 0; minutes < 20; minutes += 1) {
      await clock.advance(MINUTE);
      expect(members.groupsOf('U1')).toEqual(['S1', 'S2']);
    }
    expect(directory.calls).toHaveLength(2 * 6);
    reader.stop();
    await running;
    expect(clock.sleeping()).toEqual([]);
  });

  it('finds a new grant in twenty seconds, and reads no group whose grants have ended', async () => {
    const { directory, clock, reader, store, grantTo } = setUp();
    await grantTo('S-ended', clock.now());
    void reader.run();
    await clock.advance(1);
    await grantTo('S1');
    await clock.advance(20 * SECOND);
    expect(directory.calls).toEqual(['S1']);
    await store.removeGrants(['grant-S1']);
    await clock.advance(10 * MINUTE);
    expect(directory.calls).toEqual(['S1']);
    reader.stop();
  });

  it('tries again soon when Slack does not answer, so that a short fault is not felt', async () => {
    const { directory, clock, members, reader, warnings, grantTo } = setUp();
    await grantTo('S1');
    void reader.run();
    await clock.advance(3 * MINUTE);
    directory.groups.set('S1', new GroupUnreadable('unanswered', 'timeout'));
    await clock.advance(MINUTE + 30 * SECOND);
    expect(warnings).toMatchObject([{ failed: 1 }, { failed: 1 }]);
    directory.groups.set('S1', ['U1']);
    await clock.advance(20 * SECOND);
    expect(directory.calls).toHaveLength(4);
    await clock.advance(MINUTE);
    expect(members.groupsOf('U1')).toEqual(['S1']);
    reader.stop();
  });

  it('asks about a refused group every four minutes only', async () => {
    const { directory, clock, reader, grantTo } = setUp();
    await grantTo('S1');
    directory.groups.set('S1', new GroupUnreadable('plan', 'plan_upgrade_required'));
    void reader.run();
    await clock.advance(4 * MINUTE - 1);
    expect(directory.calls).toHaveLength(1);
    await clock.advance(1);
    expect(directory.calls).toHaveLength(2);
    reader.stop();
  });

  it('leaves Slack alone for as long as it asks to', async () => {
    const { directory, clock, members, reader, grantTo } = setUp();
    for (let n = 0; n < 10; n += 1) await grantTo(`S${n}`);
    directory.groups.set('S0', new GroupUnreadable('unanswered', '429', { retryAfterMs: 50 * SECOND }));
    void reader.run();
    await clock.advance(50 * SECOND);
    // Those that were asked at the same time as the first.
    expect(directory.calls).toEqual(['S0', 'S1', 'S2', 'S3']);
    directory.groups.set('S0', ['U1']);
    await clock.advance(10 * SECOND);
    expect(members.groupsOf('U1')).toHaveLength(10);
    reader.stop();
  });

  it('asks no more than fifteen times in a minute, about those first who have waited longest', async () => {
    const { directory, clock, reader, grantTo } = setUp();
    for (let n = 0; n < 100; n += 1) await grantTo(`S${n}`);
    void reader.run();
    for (const calls of [15, 30, 45, 60, 75, 90, 105]) {
      await clock.advance(MINUTE - 1);
      expect(directory.calls).toHaveLength(calls);
      await clock.advance(1);
    }
    // The first had become due again before the last had had their turn.
    expect(new Set(directory.calls.slice(0, 100)).size).toBe(100);
    reader.stop();
  });

  it('keeps sixty groups known all the time', async () => {
    const { clock, members, reader, grantTo } = setUp();
    for (let n = 0; n < 60; n += 1) await grantTo(`S${n}`);
    void reader.run();
    await clock.advance(4 * MINUTE);
    for (let minutes = 0; minutes < 20; minutes += 1) {
      await clock.advance(MINUTE);
      expect(members.groupsOf('U1')).toHaveLength(60);
    }
    reader.stop();
  });

  it('asks nothing more once it is stopped', async () => {
    const { directory, clock, reader, warnings, grantTo } = setUp();
    for (let n = 0; n < 10; n += 1) await grantTo(`S${n}`);
    let open = () => {};
    directory.gate = new Promise((resolve) => {
      open = resolve;
    });
    const running = reader.run();
    await clock.advance(0);
    reader.stop();
    open();
    await running;
    expect(directory.calls).toHaveLength(4);
    expect(warnings).toEqual([]);
    expect(clock.sleeping()).toEqual([]);
  });
});
