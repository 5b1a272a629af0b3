import { expect, test } from 'vitest';
import type { SlackSandbox } from '../../../sandbox/slack/server.ts';
import { button } from './some-blocks.ts';
import { sent, withSlack } from './with-slack.ts';

async function urlOf(slack: SlackSandbox): Promise<string> {
  return String(sent(await slack.slashCommand({ user: 'ana', channel: 'it-help' })).response_url);
}

async function post(url: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, ...((await response.json()) as object) };
}

test('the sixth use is 404 used_url', async () => {
  const { slack } = await withSlack();
  const url = await urlOf(slack);
  for (let use = 0; use < 5; use += 1) expect(await post(url, { text: `${use}` })).toEqual({ status: 200, ok: true });
  expect(await post(url, { text: '6' })).toMatchObject({ status: 404, error: 'used_url' });
});

test('after 30 minutes it is 404 expired_url', async () => {
  let at = Date.now();
  const { slack } = await withSlack({ now: () => at });
  const url = await urlOf(slack);
  at += 30 * 60_000 + 1;
  expect(await post(url, { text: 'late' })).toMatchObject({ status: 404, error: 'expired_url' });
});

test('an unknown url is 404; an empty or bad message 400', async () => {
  const { slack } = await withSlack();
  const url = await urlOf(slack);
  expect(await post(`${slack.url}/response/nope`, { text: 'hi' })).toMatchObject({ status: 404 });
  expect(await post(url, {})).toMatchObject({ status: 400, error: 'no_text' });
  expect(await post(url, { blocks: [{ type: 'song' }] })).toMatchObject({ status: 400, error: 'invalid_blocks' });
  expect(await post(url, { text: 'hi', response_type: 'loud' })).toMatchObject({ status: 400 });
});

test('a message is for the person alone, unless in_channel; membership of the bot does not matter', async () => {
  const { slack } = await withSlack();
  const url = await urlOf(slack);
  await post(url, { text: 'psst' });
  await post(url, { text: 'all', response_type: 'in_channel' });
  expect(slack.messages('it-help', { as: 'ben' }).map(({ text }) => text)).toEqual(['all']);
  expect(slack.ephemerals('ana').map(({ text }) => text)).toEqual(['psst']);
});

test('the original of a click can be replaced and deleted', async () => {
  const { slack, client } = await withSlack();
  const channel = slack.workspace.channel('general').id;
  const blocks = [{ type: 'actions' as const, elements: [button('again', 'v')] }];
  await client.chat.postMessage({ channel, text: 'old', blocks });
  const [message] = slack.messages('general');
  if (!message) throw new Error('no message');
  const response_url = String(sent(await slack.click('ana', message, 'again')).response_url);
  await post(response_url, { text: 'new', replace_original: true });
  expect(slack.messages('general')).toMatchObject([{ text: 'new', blocks: [] }]);
  await post(response_url, { delete_original: true });
  expect(slack.messages('general')).toEqual([]);
});

test('faults reach response urls', async () => {
  const { slack } = await withSlack();
  slack.faults.next('response_url', { status: 500, body: '{}' });
  expect(await post(await urlOf(slack), { text: 'hi' })).toEqual({ status: 500 });
  expect(slack.ephemerals('ana')).toEqual([]);
});
