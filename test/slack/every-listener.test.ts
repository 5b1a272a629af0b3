import { describe, expect, it } from 'vitest';
import type { Grant, Standing } from '../../src/domain/access.ts';
import { BEN, type Stage, setUp } from './listeners/stage.ts';
import { type Row, TABLE } from './listeners/table.ts';

/** What must not happen for somebody who may not: a call to C1, a change of the store, a window, a file. */
const SOMETHING = /^(c1 |store |slack (views\.(open|update|push)|a file))/;
/** The same where the intent of a sync may be written while Slack is asked, and is then taken back. */
const SOMETHING_THAT_STAYS = /^(c1 |store (?!beginRun|changeRun)|slack (views\.(open|update|push)|a file))/;
const REFUSED = /not on the list|has ended|Only managers/;

const isManaging = ({ right }: Row) => right === 'manage' || right === 'use-manage';
const needed = (row: Row): Partial<Grant> => (isManaging(row) ? { role: 'manager', verbs: [] } : {});

/** The gesture is made when `lose` has come true; what it was made from (a message, a modal) is older. */
async function gestureOf(row: Row, lose: (stage: Stage) => Promise<unknown> = async () => undefined) {
  const stage = await setUp(needed(row));
  const args = await row.gesture(stage);
  await lose(stage);
  await stage.clock.advance(1_000);
  return { happened: await stage.run(row.listener, args), decisions: stage.decisions() };
}

async function isRefused(
  row: Row,
  lose: (stage: Stage) => Promise<unknown>,
  sentence: RegExp,
  something = SOMETHING,
): Promise<void> {
  const { happened } = await gestureOf(row, lose);
  expect(happened.filter((line) => something.test(line))).toEqual([]);
  expect(happened).toContainEqual(expect.stringMatching(sentence));
}

const named = TABLE.map((row, n): [string, Row] => [
  `${n + 1}. ${row.listener}: ${row.does?.source ?? 'nothing'}`,
  row,
]);
const rowsOf = (...rights: Row['right'][]) => named.filter(([, { right }]) => rights.includes(right));

describe('every listener', () => {
  it('stands in the table', async () => {
    const { listeners } = await setUp();
    expect([...new Set(TABLE.map(({ listener }) => listener))].sort()).toEqual([...listeners.keys()].sort());
  });

  it.each(named)('asks whether the person may, and then does it: %s', async (_, row) => {
    const { happened, decisions } = await gestureOf(row);
    expect(decisions).toBeGreaterThan(0);
    expect(happened.join('\n')).not.toMatch(REFUSED);
    if (row.does !== null) expect(happened).toContainEqual(expect.stringMatching(row.does));
  });
});

describe('somebody who lost the right one second ago is refused, and nothing happens', () => {
  const rows = rowsOf('look', 'use', 'manage', 'use-manage');

  it.each(rows)('taken away: %s', async (_, row) => {
    await isRefused(row, ({ memory }) => memory.removeGrants(['held']), row.refusal ?? REFUSED);
  });

  it.each(rows)('ended: %s', async (_, row) => {
    const end = ({ memory, grant, clock }: Stage) =>
      memory.addGrant({ ...grant, expiresAt: clock.now() + 1_000 }, ['held']);
    await isRefused(row, end, row.refusal ?? REFUSED);
  });
});

describe('somebody whom Slack calls something else since one second ago', () => {
  const becoming = (standing: Standing) => async (stage: Stage) => {
    stage.directory.people.set(BEN.userId, standing);
  };

  it.each(rowsOf('use', 'use-manage'))('is refused what changes something, deactivated: %s', async (_, row) => {
    await isRefused(row, becoming('deactivated'), /deactivated/);
  });

  it.each(rowsOf('use', 'use-manage'))(
    'is refused it also if they were a member when they did the same before: %s',
    async (_, row) => {
      const known = async (stage: Stage) => {
        await stage.standings.checkStanding(BEN);
        await becoming('deactivated')(stage);
      };
      await isRefused(row, known, /deactivated/, SOMETHING_THAT_STAYS);
    },
  );

  const opening = rowsOf('look').filter(([, { does }]) => /views\\\.open/.test(does?.source ?? ''));
  it.each(opening)('finds that in the window that has opened: %s', async (_, row) => {
    const { happened } = await gestureOf(row, becoming('deactivated'));
    expect(happened).toContainEqual(expect.stringMatching(/^slack views\.update .*"This Slack account is deactivated/));
  });

  const shown = rowsOf('look', 'manage').filter(
    ([, { does, refusal }]) => !refusal && does && !/ack|views/.test(does.source),
  );
  it.each(shown)('is not shown anything either: %s', async (_, row) => {
    const known = async (stage: Stage) => {
      await stage.standings.checkStanding(BEN);
      await becoming('deactivated')(stage);
    };
    await isRefused(row, known, row.refusal ?? /deactivated/);
  });

  it.each(rowsOf('use', 'use-manage'))('is refused it while Slack does not answer: %s', async (_, row) => {
    const silent = async ({ directory }: Stage) => void directory.people.delete(BEN.userId);
    await isRefused(row, silent, /Slack did not say who/, SOMETHING_THAT_STAYS);
  });

  it.each(rowsOf('ask'))('may not even ask, a guest: %s', async (_, row) => {
    const known = async (stage: Stage) => {
      await becoming('guest')(stage);
      await stage.standings.checkStanding(BEN);
    };
    await isRefused(row, known, row.refusal ?? /Guests of the workspace/);
  });
});
