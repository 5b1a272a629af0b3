import { expect, test } from 'vitest';
import { refusalOf, withSlack } from './with-slack.ts';

test('users.info tells guests, strangers, bots and those who left', async () => {
  const { slack, client } = await withSlack();
  const info = async (name: string) => (await client.users.info({ user: slack.workspace.person(name).id })).user;
  expect(await info('gil')).toMatchObject({ is_restricted: true, deleted: false });
  expect(await info('sam')).toMatchObject({ is_stranger: true, team_id: slack.workspace.strangersTeamId });
  expect(await info('robo')).toMatchObject({ is_bot: true });
  expect(await info('dee')).toMatchObject({ deleted: true });
  expect((await info('ana'))?.profile?.email).toBeUndefined();
  expect(await refusalOf(client.users.info({ user: 'U0NOBODY00' }))).toMatchObject({ error: 'user_not_found' });
});

test('user groups need a paid plan and must exist', async () => {
  const { slack, client } = await withSlack({ userGroups: [{ handle: 'helpdesk', members: ['ana', 'ben'] }] });
  const { usergroups } = await client.usergroups.list({ include_users: true });
  expect(usergroups).toMatchObject([{ handle: 'helpdesk', users: [expect.any(String), expect.any(String)] }]);
  const usergroup = `${usergroups?.[0]?.id}`;
  expect((await client.usergroups.users.list({ usergroup })).users).toHaveLength(2);
  const unknown = client.usergroups.users.list({ usergroup: 'S0' });
  expect(await refusalOf(unknown)).toMatchObject({ error: 'no_such_subteam' });
  slack.workspace.paidPlan = false;
  expect(await refusalOf(client.usergroups.users.list({ usergroup }))).toMatchObject({
    error: 'plan_upgrade_required',
  });
});

test('conversations.open opens one direct message, not with the departed, not with bots', async () => {
  const { slack, client } = await withSlack();
  const open = (name: string) => client.conversations.open({ users: slack.workspace.person(name).id });
  expect((await open('ana')).channel?.id).toBe(slack.dm('ana').id);
  expect(await refusalOf(open('dee'))).toMatchObject({ error: 'user_disabled' });
  expect(await refusalOf(open('robo'))).toMatchObject({ error: 'cannot_dm_bot' });
  const { ana, ben } = { ana: slack.workspace.person('ana').id, ben: slack.workspace.person('ben').id };
  expect(await refusalOf(client.conversations.open({ users: `${ana},${ben}` }))).toMatchObject({
    error: 'missing_scope',
  });
});

test('users.conversations pages through what the bot is in', async () => {
  const { client } = await withSlack({ scopes: ['channels:read'] });
  const first = await client.users.conversations({ types: 'public_channel', limit: 1 });
  expect(first.channels).toMatchObject([{ name: 'general' }]);
  const cursor = `${first.response_metadata?.next_cursor}`;
  expect((await client.users.conversations({ limit: 1, cursor })).channels).toMatchObject([{ name: 'partners' }]);
  expect(await refusalOf(client.users.conversations({ cursor: 'nope' }))).toMatchObject({ error: 'invalid_cursor' });
  expect(await refusalOf(client.users.conversations({ types: 'im' }))).toMatchObject({ error: 'missing_scope' });
});

test('people and channels keep their ids over restarts', async () => {
  const [one, two] = [await withSlack(), await withSlack()];
  expect(one.slack.workspace.person('ana').id).toBe(two.slack.workspace.person('ana').id);
  expect(one.slack.workspace.person('ana').id).toBe('U0000000ANA');
});
