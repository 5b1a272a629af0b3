import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { sign } from '../../../sandbox/slack/signature.ts';
import { withHttpApp } from './with-app.ts';
import { withSlack } from './with-slack.ts';

/** A listener that answers as told and keeps what it got. */
async function listener(answer: { status?: number; body?: string; afterMs?: number }) {
  const got: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ headers: request.headers, body });
    const timer = setTimeout(() => response.writeHead(answer.status ?? 200).end(answer.body), answer.afterMs ?? 0);
    response.on('close', () => clearTimeout(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events` };
}

test('an ack after the budget is operation_timeout, and the person is told', async () => {
  const app = await listener({ afterMs: 500 });
  const { slack } = await withSlack({ eventsUrl: app.url, ackBudgetMs: 80 });
  const outcome = await slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(outcome).toMatchObject({
    acked: false,
    error: 'operation_timeout',
    shown: '/c1-sync failed with the error "operation_timeout"',
  });
  expect(outcome.ms).toBeGreaterThan(75);
});

test('a 500, or nobody there, is dispatch_failed', async () => {
  const app = await listener({ status: 500 });
  const { slack } = await withSlack({ eventsUrl: app.url });
  const failed = await slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(failed).toMatchObject({ error: 'dispatch_failed', delivery: { status: 500 } });
  slack.setEventsUrl('http://127.0.0.1:1/slack/events');
  expect(await slack.slashCommand({ user: 'ana', channel: 'general' })).toMatchObject({ error: 'dispatch_failed' });
  slack.setEventsUrl(undefined);
  expect(await slack.slashCommand({ user: 'ana', channel: 'general' })).toMatchObject({ delivery: { via: 'nowhere' } });
});

test('each payload is signed over timestamp and body', async () => {
  const app = await listener({});
  const { slack } = await withSlack({ eventsUrl: app.url });
  await slack.slashCommand({ user: 'ana', channel: 'general' });
  const [{ headers, body } = { headers: {}, body: '' }] = app.got;
  const timestamp = String(headers['x-slack-request-timestamp']);
  expect(headers['x-slack-signature']).toBe(sign(slack.signingSecret, timestamp, body));
});

test('a command is a form, an interaction payload= JSON, an event JSON', async () => {
  const app = await listener({});
  const { slack } = await withSlack({ eventsUrl: app.url });
  await slack.slashCommand({ user: 'ana', channel: 'general', text: 'okta & co' });
  await slack.globalShortcut('ana', 'sync');
  await slack.openHome('ana');
  const [command, shortcut, event] = app.got;
  const FORM = 'application/x-www-form-urlencoded';
  expect(command?.headers['content-type']).toBe(FORM);
  expect(Object.fromEntries(new URLSearchParams(command?.body))).toEqual({
    token: expect.any(String),
    team_id: slack.teamId,
    team_domain: 'sandbox',
    channel_id: slack.workspace.channel('general').id,
    channel_name: 'general',
    user_id: slack.workspace.person('ana').id,
    user_name: 'ana',
    command: '/c1-sync',
    text: 'okta &amp; co',
    api_app_id: slack.appId,
    is_enterprise_install: 'false',
    response_url: expect.stringContaining(slack.url),
    trigger_id: expect.stringMatching(/^\d+\.\d*\.[0-9a-f]+/),
  });
  expect(shortcut?.headers['content-type']).toBe(FORM);
  expect(JSON.parse(String(new URLSearchParams(shortcut?.body).get('payload')))).toMatchObject({
    type: 'shortcut',
    callback_id: 'sync',
    user: { id: slack.workspace.person('ana').id, team_id: slack.teamId },
    team: { id: slack.teamId },
  });
  expect(event?.headers['content-type']).toBe('application/json');
  expect(JSON.parse(event?.body ?? '')).toMatchObject({ type: 'event_callback', event: { type: 'app_home_opened' } });
});

test('private channels and direct messages hide their name; an enterprise is named', async () => {
  const app = await listener({});
  const { slack } = await withSlack({ eventsUrl: app.url, enterprise: { id: 'E123', name: 'Big' } });
  const fields = async (channel: string) => {
    const { delivery } = await slack.slashCommand({ user: 'ana', channel });
    return delivery?.body;
  };
  expect(await fields('security')).toMatchObject({ channel_name: 'privategroup', enterprise_id: 'E123' });
  expect(await fields(slack.dm('ana').id)).toMatchObject({ channel_name: 'directmessage' });
});

test('redelivery sends the very same body, signed anew; an event is marked as a retry', async () => {
  const app = await listener({});
  const { slack } = await withSlack({ eventsUrl: app.url });
  const { delivery } = await slack.slashCommand({ user: 'ana', channel: 'general' });
  const { delivery: event } = await slack.openHome('ana');
  if (!delivery || !event) throw new Error('nothing delivered');
  const again = await slack.redeliver(delivery);
  await slack.redeliver(event);
  expect(again.redeliveryOf).toBe(delivery.id);
  expect(app.got[2]?.body).toBe(app.got[0]?.body);
  expect(app.got[2]?.headers['x-slack-retry-num']).toBeUndefined();
  expect(app.got[3]?.headers['x-slack-retry-num']).toBe('1');
});

test('any body can be delivered, signed, even nonsense', async () => {
  const app = await listener({ status: 400 });
  const { slack } = await withSlack({ eventsUrl: app.url });
  await slack.deliver({ type: 'block_actions', user: { id: 'U1', team_id: 'T999' } });
  await slack.deliver(null, { rawBody: 'payload=null' });
  expect(app.got[0]?.body).toContain('payload=');
  expect(app.got[1]?.body).toBe('payload=null');
});

test('a real Bolt app verifies, answers and is refused with a wrong secret', async () => {
  const { slack } = await withSlack();
  await withHttpApp(slack, (app) => {
    app.command('/c1-sync', async ({ ack, command }) => ack(`you said ${command.text}`));
  });
  expect(await slack.verifyEventsUrl()).toBe(true);
  const outcome = await slack.slashCommand({ user: 'ana', channel: 'general', text: 'okta' });
  expect(outcome).toMatchObject({ acked: true, ackBody: 'you said okta' });
  expect(slack.ephemerals('ana')).toMatchObject([{ text: 'you said okta', source: 'slash_ack' }]);
  const { slack: other } = await withSlack();
  await withHttpApp(slack, () => {});
  const forged = await other.deliver({ command: '/c1-sync' });
  expect(forged.error).toBe('dispatch_failed');
});
