import { expect, it, onTestFinished } from 'vitest';
import { createSlackClients } from '../../src/slack/clients.ts';
import type { SlackTokenRefused } from '../../src/slack/sign-in.ts';
import { createSlackTransport } from '../../src/slack/transport.ts';
import { refusalOf, silent, withSlack } from '../sandbox/slack/with-slack.ts';

async function watched() {
  const { slack } = await withSlack();
  const { apiUrl } = slack;
  const transport = createSlackTransport();
  onTestFinished(() => transport.close());
  const refused: SlackTokenRefused[] = [];
  const options = { token: slack.botToken, apiUrl, transport, logger: silent };
  const clients = createSlackClients(options, (error) => refused.push(error));
  const asked = () => slack.apiCalls.map(({ method }) => method);
  return { slack, clients, refused, asked };
}

it.each(['interactive', 'background'] as const)('a token revoked while the app runs: told once (%s)', async (which) => {
  const { slack, clients, refused } = await watched();
  slack.revokeToken('bot');
  const calls = ['U1', 'U2'].map((user) => refusalOf(clients[which].users.info({ user })));
  expect((await Promise.all(calls)).map(({ error }) => error)).toEqual(['token_revoked', 'token_revoked']);
  await expect.poll(() => refused).toHaveLength(1);
  expect(refused[0]?.message).toMatch(/^SLACK_BOT_TOKEN: Slack refuses this token \(token_revoked\)/);
});

it('one call refused for a token that auth.test takes: nothing but an error of that call', async () => {
  const { slack, clients, refused, asked } = await watched();
  slack.faults.next('users.info', { error: 'invalid_auth' });
  expect(await refusalOf(clients.background.users.info({ user: 'U1' }))).toMatchObject({ error: 'invalid_auth' });
  await expect.poll(asked).toEqual(['users.info', 'auth.test']);
  await clients.background.auth.test();
  expect(refused).toEqual([]);
});

it('other refusals ask nothing more', async () => {
  const { clients, refused, asked } = await watched();
  expect(await refusalOf(clients.background.users.info({ user: 'U0NOBODY' }))).toMatchObject({
    error: 'user_not_found',
  });
  expect([asked(), refused]).toEqual([['users.info'], []]);
});
