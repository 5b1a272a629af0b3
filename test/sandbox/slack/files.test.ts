import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import type { SlackSandbox } from '../../../sandbox/slack/server.ts';
import { refusalOf, withSlack } from './with-slack.ts';

async function announce(client: WebClient, content: string): Promise<{ url: string; id: string }> {
  const length = Buffer.byteLength(content);
  const { upload_url, file_id } = await client.files.getUploadURLExternal({ filename: 'a.csv', length });
  return { url: `${upload_url}`, id: `${file_id}` };
}

function complete(client: WebClient, slack: SlackSandbox, id: string, channel = slack.dm('ana').id) {
  const files: [{ id: string; title: string }] = [{ id, title: 'A table' }];
  return client.files.completeUploadExternal({ files, channel_id: channel, initial_comment: 'Here: <@U0000000ANA>' });
}

test('a file is announced, sent and completed: then it stands in a message', async () => {
  const { slack, client } = await withSlack();
  const { url, id } = await announce(client, 'é,b\r\n');
  const sent = await fetch(url, { method: 'POST', body: 'é,b\r\n' });
  expect([sent.status, await sent.text()]).toEqual([200, 'OK - 6']);
  expect(await complete(client, slack, id)).toMatchObject({ ok: true, files: [{ id, title: 'A table' }] });
  expect(slack.messages(slack.dm('ana'))).toMatchObject([
    {
      text: 'Here: <@U0000000ANA>',
      source: 'files.completeUploadExternal',
      files: [{ id, name: 'a.csv', title: 'A table', size: 6, content: 'é,b\r\n' }],
    },
  ]);
  expect(slack.pings).toMatchObject([{ kind: 'user', surface: 'files.completeUploadExternal' }]);
  expect(slack.apiCalls.map(({ method }) => method)).toEqual([
    'files.getUploadURLExternal',
    'upload_url',
    'files.completeUploadExternal',
  ]);
});

test("Slack's own client gets its form through", async () => {
  const { slack, client } = await withSlack();
  await client.files.uploadV2({ channel_id: slack.dm('ana').id, filename: 'a.csv', content: 'a,b' });
  expect(slack.messages(slack.dm('ana'))).toMatchObject([{ text: '', files: [{ name: 'a.csv', content: 'a,b' }] }]);
});

test('without a channel it stays private', async () => {
  const { slack, client } = await withSlack();
  const { url, id } = await announce(client, 'a');
  await fetch(url, { method: 'POST', body: 'a' });
  expect(await client.apiCall('files.completeUploadExternal', { files: [{ id }] })).toMatchObject({ ok: true });
  expect([...slack.workspace.channels.values()].flatMap((channel) => slack.messages(channel))).toEqual([]);
});

test('both methods need files:write', async () => {
  const { slack, client } = await withSlack({ scopes: ['chat:write', 'im:write'] });
  for (const method of ['files.getUploadURLExternal', 'files.completeUploadExternal']) {
    expect(await refusalOf(client.apiCall(method, {}))).toMatchObject({ error: 'missing_scope' });
  }
  expect(slack.messages(slack.dm('ana'))).toEqual([]);
});

test('bytes of another length, or for an address that was never given, are not taken', async () => {
  const { slack, client } = await withSlack();
  const { url, id } = await announce(client, 'a,b');
  expect((await fetch(url, { method: 'POST', body: 'a' })).status).toBe(400);
  expect((await fetch(`${slack.url}/upload/v1/nowhere`, { method: 'POST', body: 'a' })).status).toBe(404);
  expect(await refusalOf(complete(client, slack, id))).toMatchObject({ error: 'file_not_found' });
});

test('a file is completed once, and an empty one not announced', async () => {
  const { slack, client } = await withSlack();
  const { url, id } = await announce(client, 'a');
  await fetch(url, { method: 'POST', body: 'a' });
  await complete(client, slack, id);
  expect(await refusalOf(complete(client, slack, id))).toMatchObject({ error: 'file_not_found' });
  expect(await refusalOf(announce(client, ''))).toMatchObject({ error: 'invalid_arguments' });
  expect(await refusalOf(client.apiCall('files.completeUploadExternal', { files: [] }))).toMatchObject({
    error: 'invalid_arguments',
  });
});

test('the bot has to be where the file goes', async () => {
  const { slack, client } = await withSlack();
  const upload = async (): Promise<string> => {
    const { url, id } = await announce(client, 'a');
    await fetch(url, { method: 'POST', body: 'a' });
    return id;
  };
  const itHelp = slack.workspace.channel('it-help').id;
  expect(await refusalOf(complete(client, slack, await upload(), itHelp))).toMatchObject({ error: 'not_in_channel' });
  slack.workspace.messagesTab = false;
  expect(await refusalOf(complete(client, slack, await upload()))).toMatchObject({ error: 'messages_tab_disabled' });
});

test('faults reach upload addresses', async () => {
  const { slack, client } = await withSlack();
  const { url } = await announce(client, 'a');
  slack.faults.next('upload_url', { status: 500, body: '' });
  expect((await fetch(url, { method: 'POST', body: 'a' })).status).toBe(500);
  expect((await fetch(url, { method: 'POST', body: 'a' })).status).toBe(200);
});
