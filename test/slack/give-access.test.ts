import { describe, expect, it } from 'vitest';
import { problemsOfView } from '../../sandbox/slack/block-kit/validate.ts';
import { GroupUnreadable } from '../../src/domain/errors.ts';
import { ACCESS_GRANT, GRANT_SCOPE_MENU, GROUP_MENU, REMOVE_GRANT } from '../../src/slack/ids.ts';
import { giveAccessView, readGiveAccess } from '../../src/slack/views/give-access.ts';
import { pressed, submitted, typed, type Values } from './listeners/gestures.ts';
import { BEN, type Stage, setUp } from './listeners/stage.ts';

const HOUR = 3_600_000;
const option = (value: string) => ({ selected_option: { value } });
const ticked = (...values: string[]) => ({ selected_options: values.map((value) => ({ value })) });
const PERSON: Values = { person_block: { person: { selected_user: 'UCLEO' } } };
const GROUP: Values = { group_block: { [GROUP_MENU]: option('S1') } };
const SCOPE: Values = { grant_scope_block: { [GRANT_SCOPE_MENU]: option('app okta') } };
const EVERYTHING: Values = { grant_scope_block: { [GRANT_SCOPE_MENU]: option('everything') } };
const AS_MANAGER: Values = { manager_block: { manager: ticked('manager') } };

/** What comes of it when ben, a manager, submits the modal. */
async function submit(values: Values, prepare: (stage: Stage) => unknown = () => undefined) {
  const stage = await setUp({ role: 'manager', verbs: [] });
  await prepare(stage);
  const happened = await stage.run(`view ${ACCESS_GRANT}`, await submitted(ACCESS_GRANT, values)(stage));
  const given = stage.memory.grants().filter(({ id }) => id !== 'held');
  return { happened, given };
}

describe('the modal that gives access', () => {
  it('is one that Slack takes', () => expect(problemsOfView(giveAccessView())).toEqual([]));

  it('gives what was chosen, says so to the manager and to whoever got it, and draws the Home tab', async () => {
    const { happened, given } = await submit({
      ...PERSON,
      ...SCOPE,
      grant_verbs_block: { verbs: ticked('view', 'pause') },
      grant_length_block: { length: option('30d') },
      grant_reason_block: { reason: { value: ' on call\n<!here> ' } },
    });
    expect(given).toMatchObject([
      {
        subject: { kind: 'user', userId: 'UCLEO', teamId: 'T1' },
        role: 'requester',
        verbs: ['pause'],
        scope: { kind: 'app', appId: 'okta' },
        grantedBy: 'UBEN',
        reason: 'on call <!here>',
      },
    ]);
    expect((given[0]?.expiresAt ?? 0) - (given[0]?.grantedAt ?? 0)).toBe(720 * HOUR);
    expect(happened).toEqual([
      'store addGrant',
      expect.stringMatching(/^told UCLEO .*<@UBEN> lets you pause and resume Okta until .*on call &lt;!here&gt;/),
      expect.stringMatching(/^told UBEN .*<@UCLEO> may pause and resume Okta until/),
      expect.stringMatching(/^slack views\.publish .*Who may do what/),
    ]);
  });

  it('gives to a group, says how many people that is, and writes to none of them', async () => {
    const { happened, given } = await submit({ ...GROUP, ...SCOPE }, ({ directory }) => {
      directory.groups.set('S1', ['UCLEO', 'UANA']);
    });
    expect(given).toMatchObject([{ subject: { kind: 'group', groupId: 'S1' } }]);
    expect(happened.filter((line) => line.startsWith('told'))).toEqual([
      expect.stringMatching(/^told UBEN .*<!subteam\^S1> may see Okta .*That is 2 people now\./),
    ]);
  });

  it('makes managers, of everything', async () => {
    const { given } = await submit({ ...PERSON, ...EVERYTHING, ...AS_MANAGER });
    expect(given).toMatchObject([{ role: 'manager', scope: { kind: 'everything' } }]);
  });

  it.each<[string, Values, string, RegExp]>([
    ['nobody is chosen', SCOPE, 'person_block', /Choose a person or a user group/],
    ['both are chosen', { ...PERSON, ...GROUP, ...SCOPE }, 'group_block', /not both/],
    [
      'our own bot is chosen',
      { person_block: { person: { selected_user: 'UBOT' } }, ...SCOPE },
      'person_block',
      /Bots/,
    ],
    ['nothing is chosen', PERSON, 'grant_scope_block', /Choose an app or a connector/],
    [
      'C1 does not have it any more',
      { ...PERSON, grant_scope_block: { [GRANT_SCOPE_MENU]: option('app x') } },
      'grant_scope_block',
      /Choose an app/,
    ],
    ['a manager of one app is wanted', { ...PERSON, ...SCOPE, ...AS_MANAGER }, 'manager_block', /choose Everything/],
  ])('says under the field what is wrong when %s', async (_, values, block, sentence) => {
    const { happened, given } = await submit(values);
    expect(given).toEqual([]);
    expect(happened).toHaveLength(1);
    const { errors } = JSON.parse(happened[0]?.slice('ack '.length) ?? '{}');
    expect(errors).toEqual({ [block]: expect.stringMatching(sentence) });
  });

  it.each([
    ['guest', /They are a guest/],
    ['deactivated', /is deactivated/],
    ['bot', /Bots and people of other workspaces/],
    ['stranger', /Bots and people of other workspaces/],
  ] as const)('says under the person that a %s gets nothing', async (standing, sentence) => {
    const { happened, given } = await submit({ ...PERSON, ...SCOPE }, ({ directory }) => {
      directory.people.set('UCLEO', standing);
    });
    expect(given).toEqual([]);
    expect(happened).toEqual([expect.stringMatching(/^ack \{"response_action":"errors","errors":\{"person_block":/)]);
    expect(happened[0]).toMatch(sentence);
  });

  it('says under the group that Slack does not tell who is in it', async () => {
    const { happened, given } = await submit({ ...GROUP, ...SCOPE }, ({ directory }) => {
      directory.groups.set('S1', new GroupUnreadable('plan', 'plan_upgrade_required'));
    });
    expect(given).toEqual([]);
    expect(happened).toEqual([expect.stringMatching(/^ack .*"group_block":"This Slack workspace has no user groups/)]);
  });

  it('closes while Slack takes its time, and the answer comes as a message', async () => {
    const { happened, given } = await submit({ ...GROUP, ...SCOPE }, async ({ directory, clock, standings }) => {
      await standings.checkStanding(BEN);
      directory.gate = clock.sleep(4_000);
    });
    expect(given).toHaveLength(1);
    expect(happened).toContainEqual(expect.stringMatching(/^told UBEN .*Nobody is in that group now\./));
  });

  it('lets the least be understood where a value is none of ours', () => {
    const values = {
      grant_verbs_block: { verbs: ticked('everything') },
      grant_length_block: { length: option('for ever') },
      manager_block: { manager: ticked('yes') },
    };
    expect(readGiveAccess({ state: { values } })).toMatchObject({ verbs: ['view'], forMs: HOUR, manager: false });
  });
});

describe('somebody whose access is taken away', () => {
  const lose = async (name: string, gesture: ReturnType<typeof typed>, more: readonly string[] = []) => {
    const stage = await setUp({ role: 'manager', verbs: [] });
    const { memory, grant } = stage;
    for (const id of ['g1', ...more]) {
      const scope = id === 'g1' ? grant.scope : ({ kind: 'app', appId: 'okta', name: 'Okta' } as const);
      const subject = { kind: 'user', userId: 'UCLEO', teamId: 'T1' } as const;
      await memory.addGrant({ ...grant, id, subject, role: 'requester', verbs: ['sync'], scope });
    }
    return stage.run(name, await gesture(stage));
  };
  const told = (happened: readonly string[], userId: string) =>
    happened.filter((line) => line.startsWith(`told ${userId}`));

  it('reads it, and that nothing is left, with the way to ask', async () => {
    const happened = await lose('command /c1-sync', typed('revoke <@UCLEO>'));
    expect(told(happened, 'UCLEO')).toEqual([
      expect.stringMatching(/<@UBEN> took this away from you: sync everything\..*"action_id":"ask_for_access"/),
    ]);
  });

  it('reads what is left, and the manager who clicked sees the list only', async () => {
    const happened = await lose('action ^remove_grant:\\d+$', pressed(`${REMOVE_GRANT}:0`, 'g1'), ['g2']);
    expect(told(happened, 'UCLEO')).toEqual([expect.stringMatching(/You still may sync Okta until revoked\./)]);
    expect(told(happened, 'UBEN')).toEqual([]);
  });

  it('reads nothing where nothing was taken', async () => {
    const happened = await lose('command /c1-sync', typed('revoke <@UDAN>'));
    expect(happened).toEqual([expect.stringMatching(/^told UBEN .*<@UDAN> had no grants/)]);
  });
});
