import { expect, test } from 'vitest';
import { clientOf, refusalOf, withSlack } from './with-slack.ts';

test('a call without a token is not_authed', async () => {
  const { slack } = await withSlack();
  expect(await refusalOf(clientOf(slack, '').auth.test())).toMatchObject({ error: 'not_authed' });
});

test('an unknown token is invalid_auth', async () => {
  const { slack } = await withSlack();
  expect(await refusalOf(clientOf(slack, 'xoxb-nobody').auth.test())).toMatchObject({ error: 'invalid_auth' });
});

test('the app token opens connections and nothing else; the bot token does the rest', async () => {
  const { slack, client } = await withSlack();
  const appClient = clientOf(slack, slack.appToken);
  expect(await refusalOf(appClient.auth.test())).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await refusalOf(client.apps.connections.open())).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await appClient.apps.connections.open()).toMatchObject({ ok: true, url: expect.stringMatching(/^ws:/) });
});

test('a revoked token says so', async () => {
  const { slack, client } = await withSlack();
  slack.revokeToken('bot', 'account_inactive');
  expect(await refusalOf(client.auth.test())).toMatchObject({ error: 'account_inactive' });
});

test('a missing scope names what is needed and what is there', async () => {
  const { slack, client } = await withSlack();
  slack.setScopes(['commands']);
  const call = client.chat.postMessage({ channel: slack.workspace.channel('general').id, text: 'hi' });
  await expect(call).rejects.toMatchObject({
    data: { error: 'missing_scope', needed: 'chat:write', provided: 'commands' },
  });
});

test('conversations.info needs the scope of the kind of conversation', async () => {
  const { slack, client } = await withSlack();
  const { id } = slack.workspace.channel('partners');
  expect(await refusalOf(client.conversations.info({ channel: id }))).toMatchObject({ error: 'missing_scope' });
  slack.setScopes(['channels:read']);
  expect((await client.conversations.info({ channel: id })).channel).toMatchObject({ is_ext_shared: true });
});

test('answers carry the granted scopes', async () => {
  const { client } = await withSlack();
  const { response_metadata } = await client.auth.test();
  expect(response_metadata?.scopes).toContain('chat:write.public');
});

test('env() hands out what an app needs, by mode', async () => {
  const { slack } = await withSlack({ mode: 'http' });
  expect(slack.env()).toEqual({
    SLACK_BOT_TOKEN: expect.stringMatching(/^xoxb-/),
    SLACK_SIGNING_SECRET: expect.any(String),
    SLACK_API_URL: slack.apiUrl,
  });
  const { slack: socket } = await withSlack({ mode: 'socket' });
  expect(socket.env().SLACK_APP_TOKEN).toMatch(/^xapp-/);
});
