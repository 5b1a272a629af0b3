import { describe, expect, it } from 'vitest';
import { GroupUnreadable } from '../../src/domain/errors.ts';
import { GroupMembers } from '../../src/use-cases/group-members.ts';
import { ScriptedDirectory } from '../doubles/directory.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const MINUTE = 60_000;

function setUp() {
  const directory = new ScriptedDirectory();
  directory.groups.set('S1', ['U1', 'U2']);
  directory.groups.set('S2', ['U2']);
  const clock = new ManualClock();
  return { directory, clock, members: new GroupMembers({ directory, clock }) };
}

describe('the members of user groups', () => {
  it('are not known before they are read; an empty group is known to be empty', async () => {
    const { directory, members } = setUp();
    expect(members.membersOf('S1')).toBeUndefined();
    expect(members.groupsOf('U2')).toEqual([]);
    directory.groups.set('S3', []);
    for (const groupId of ['S1', 'S2', 'S3']) await members.read(groupId);
    expect(members.membersOf('S1')).toEqual(new Set(['U1', 'U2']));
    expect(members.membersOf('S3')).toEqual(new Set());
    expect(members.groupsOf('U2')).toEqual(['S1', 'S2']);
    expect(members.groupsOf('U3')).toEqual([]);
  });

  it('are known for five minutes from when Slack was asked, not from when it answered', async () => {
    const { directory, clock, members } = setUp();
    let open = () => {};
    directory.gate = new Promise((resolve) => {
      open = resolve;
    });
    const reading = members.read('S1');
    await clock.advance(MINUTE);
    open();
    await reading;
    await clock.advance(4 * MINUTE - 1);
    expect(members.groupsOf('U1')).toEqual(['S1']);
    await clock.advance(1);
    expect(members.membersOf('S1')).toBeUndefined();
    expect(members.groupsOf('U1')).toEqual([]);
  });

  it('are those of the last reading: who left is out, who came is in', async () => {
    const { directory, members } = setUp();
    await members.read('S1');
    directory.groups.set('S1', ['U2', 'U3']);
    await members.read('S1');
    expect(['U1', 'U2', 'U3'].map((userId) => members.groupsOf(userId))).toEqual([[], ['S1'], ['S1']]);
  });

  it.each(['plan', 'gone', 'scope'] as const)('are unknown at once when Slack refuses (%s)', async (why) => {
    const { directory, members } = setUp();
    await members.read('S1');
    directory.groups.set('S1', new GroupUnreadable(why, 'refused'));
    await expect(members.read('S1')).rejects.toMatchObject({ why });
    expect(members.membersOf('S1')).toBeUndefined();
    expect(members.groupsOf('U1')).toEqual([]);
  });

  it('stay known for their time when Slack does not answer', async () => {
    const { directory, clock, members } = setUp();
    await members.read('S1');
    await clock.advance(4 * MINUTE);
    directory.groups.set('S1', new GroupUnreadable('unanswered', 'timeout'));
    await expect(members.read('S1')).rejects.toThrow(GroupUnreadable);
    expect(members.groupsOf('U1')).toEqual(['S1']);
    await clock.advance(MINUTE);
    expect(members.groupsOf('U1')).toEqual([]);
  });

  it('are not overwritten by an answer that was asked for earlier', async () => {
    const { directory, clock, members } = setUp();
    let open = () => {};
    directory.gate = new Promise((resolve) => {
      open = resolve;
    });
    const early = members.read('S1');
    await clock.advance(1);
    directory.gate = Promise.resolve();
    directory.groups.set('S1', ['U2']);
    await members.read('S1');
    open();
    expect(await early).toEqual(new Set(['U1', 'U2']));
    expect(members.groupsOf('U1')).toEqual([]);
  });

  it('are not forgotten while they count, nor while somebody needs them', async () => {
    const { members } = setUp();
    await members.read('S1');
    members.forgetAllBut(new Set());
    members.forgetAllBut(new Set(['S1']));
    expect(members.groupsOf('U1')).toEqual(['S1']);
  });
});
