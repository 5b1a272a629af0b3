import { describe, expect, it } from 'vitest';
import { GroupUnreadable } from '../../src/domain/errors.ts';
import { GroupList } from '../../src/use-cases/group-list.ts';
import { ScriptedDirectory } from '../doubles/directory.ts';
import { ManualClock } from '../doubles/manual-clock.ts';

const HELP = { groupId: 'S1', name: 'Help Desk', handle: 'help-desk' };
const SECURITY = { groupId: 'S2', name: 'Sécurité', handle: 'sec' };

function setUp() {
  const [directory, clock] = [new ScriptedDirectory(), new ManualClock()];
  directory.list = [SECURITY, HELP];
  return { directory, clock, list: new GroupList({ directory, clock }) };
}

describe('the list of user groups', () => {
  it.each([
    ['', [HELP, SECURITY]],
    ['desk help', [HELP]],
    ['HELP-DESK', [HELP]],
    ['securite', [SECURITY]],
    ['nobody', []],
  ])('is searched by name and handle: %j', async (words, found) => {
    expect(await setUp().list.search(words, 10)).toEqual(found);
  });

  it('gives the first ones by name', async () => {
    expect(await setUp().list.search('', 1)).toEqual([HELP]);
  });

  it('is read once a minute, however many letters are typed', async () => {
    const { directory, clock, list } = setUp();
    await Promise.all([list.search('h', 10), list.search('he', 10)]);
    await clock.advance(59_999);
    await list.search('hel', 10);
    expect(directory.calls).toHaveLength(1);
    await clock.advance(1);
    directory.list = [];
    expect(await list.search('hel', 10)).toEqual([]);
  });

  it('that could not be read is read for the next who asks', async () => {
    const { directory, list } = setUp();
    directory.list = new GroupUnreadable('unanswered', 'no answer');
    await expect(list.search('', 10)).rejects.toBeInstanceOf(GroupUnreadable);
    directory.list = [HELP];
    expect(await list.search('', 10)).toEqual([HELP]);
  });
});
