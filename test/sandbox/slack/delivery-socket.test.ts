import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { SlackSandbox } from '../../../sandbox/slack/server.ts';
import { withSocketApp } from './with-app.ts';
import { clientOf, withSlack } from './with-slack.ts';

interface Message {
  type: string;
  reason?: string;
  envelope_id?: string;
  retry_attempt?: number;
  accepts_response_payload?: boolean;
  payload?: unknown;
}

async function urlFor(slack: SlackSandbox): Promise<string> {
  const { url } = await clientOf(slack, slack.appToken).apps.connections.open();
  return `${url}`;
}

/** A bare connection that keeps what it hears; resolves at hello or at a disconnect. */
async function connect(slack: SlackSandbox, url?: string) {
  const socket = new WebSocket(url ?? (await urlFor(slack)));
  const heard: Message[] = [];
  onTestFinished(() => socket.terminate());
  await new Promise<void>((resolve, reject) => {
    socket.on('message', (data) => {
      heard.push(JSON.parse(data.toString()));
      resolve();
    });
    socket.on('error', reject);
  });
  const ack = (envelope_id: string | undefined, payload: unknown = {}) =>
    socket.send(JSON.stringify({ envelope_id, payload }));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, heard, ack, closed };
}

test('a connection URL is good for one connection', async () => {
  const { slack } = await withSlack();
  const url = await urlFor(slack);
  const { heard } = await connect(slack, url);
  expect(heard[0]).toMatchObject({ type: 'hello', num_connections: 1, connection_info: { app_id: slack.appId } });
  await expect(connect(slack, url)).rejects.toThrow('401');
});

test('a connection URL is good for 30 s', async () => {
  let at = Date.now();
  const { slack } = await withSlack({ now: () => at });
  const url = await urlFor(slack);
  at += 30_001;
  await expect(connect(slack, url)).rejects.toThrow('401');
});

test('an ack is matched by envelope_id and may carry an answer', async () => {
  const { slack } = await withSlack();
  const { heard, ack, socket } = await connect(slack);
  socket.on('message', () => ack(heard.at(-1)?.envelope_id, { text: 'heard' }));
  const outcome = await slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(heard[1]).toMatchObject({ type: 'slash_commands', accepts_response_payload: true });
  expect(outcome).toMatchObject({ acked: true, ackBody: { text: 'heard' }, delivery: { via: 'socket' } });
});

test('no ack in time is operation_timeout, and a late one is noted', async () => {
  const { slack } = await withSlack({ ackBudgetMs: 60 });
  const { heard, ack } = await connect(slack);
  const { error, delivery } = await slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(error).toBe('operation_timeout');
  await expect.poll(() => heard.length).toBe(2);
  ack(heard[1]?.envelope_id);
  await slack.waitFor(() => delivery?.lateAckMs);
  expect(delivery?.acked).toBe(false);
});

test('without a connection the command fails at once', async () => {
  const { slack } = await withSlack({ mode: 'socket' });
  const outcome = await slack.slashCommand({ user: 'ana', channel: 'general' });
  expect(outcome).toMatchObject({ error: 'dispatch_failed', delivery: { via: 'nowhere' } });
});

test('the eleventh connection is told too_many_websockets and closed', async () => {
  const { slack } = await withSlack();
  for (let count = 0; count < 10; count += 1) await connect(slack);
  const { heard, closed } = await connect(slack);
  expect(heard[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  await closed;
  expect(slack.sockets.open).toBe(10);
});

test('each payload goes to one connection, at random', async () => {
  const picks = [0.1, 0.9, 0.4];
  const { slack } = await withSlack({ ackBudgetMs: 30, random: () => picks.shift() ?? 0 });
  const [one, two] = [await connect(slack), await connect(slack)];
  for (let count = 0; count < 3; count += 1) await slack.slashCommand({ user: 'ana', channel: 'general' });
  await expect.poll(() => [one.heard.length, two.heard.length]).toEqual([1 + 2, 1 + 1]);
});

test('the same envelope can come again, with and without a retry mark', async () => {
  const { slack } = await withSlack();
  const { heard, ack, socket } = await connect(slack);
  socket.on('message', () => ack(heard.at(-1)?.envelope_id));
  const { delivery } = await slack.openHome('ana');
  if (!delivery) throw new Error('nothing delivered');
  await slack.redeliver(delivery);
  await slack.redeliver(delivery, { retryAttempt: 0 });
  const envelopes = heard.slice(1);
  expect(new Set(envelopes.map(({ envelope_id }) => envelope_id)).size).toBe(1);
  expect(envelopes.map(({ retry_attempt }) => retry_attempt)).toEqual([0, 1, 0]);
  expect(envelopes[2]?.payload).toEqual(envelopes[0]?.payload);
});

test.each(['refresh_requested', 'link_disabled'] as const)(
  'warning leaves the connection open, %s closes it',
  async (reason) => {
    const { slack } = await withSlack();
    const { heard, closed } = await connect(slack);
    slack.sockets.disconnect('warning');
    expect(slack.sockets.open).toBe(1);
    slack.sockets.disconnect(reason);
    await closed;
    expect(heard.map(({ reason }) => reason)).toEqual([undefined, 'warning', reason]);
    expect(slack.sockets.open).toBe(0);
  },
);

test('only commands, submissions and suggestions may be answered in the ack', async () => {
  const { slack } = await withSlack({ ackBudgetMs: 20 });
  const { heard } = await connect(slack);
  for (const type of ['view_submission', 'block_suggestion', 'block_actions', 'shortcut'])
    await slack.deliver({ type });
  await expect.poll(() => heard.length).toBe(5);
  expect(heard.slice(1).map((each) => each.accepts_response_payload)).toEqual([true, true, false, false]);
});

test('the server pings', async () => {
  const { slack } = await withSlack({ socketPingMs: 20 });
  const { socket } = await connect(slack);
  await new Promise((resolve) => socket.once('ping', resolve));
});

test('a real SocketModeReceiver connects, answers, survives a cut and stops', async () => {
  const { slack } = await withSlack();
  const { receiver } = await withSocketApp(slack, (app) => {
    app.command('/c1-sync', async ({ ack }) => ack({ text: 'hello', response_type: 'in_channel' }));
  });
  expect(await slack.slashCommand({ user: 'ana', channel: 'general' })).toMatchObject({ acked: true });
  expect(slack.messages('general', { as: 'ben' })).toMatchObject([{ text: 'hello' }]);
  slack.sockets.drop();
  await slack.waitFor(() => slack.sockets.open === 0);
  await slack.waitFor(() => slack.sockets.open === 1);
  expect(await slack.slashCommand({ user: 'ana', channel: 'general' })).toMatchObject({ acked: true });
  await receiver.stop();
  await slack.waitFor(() => slack.sockets.open === 0);
});

test('close() cuts everything and leaves nothing waiting', async () => {
  const { slack } = await withSlack();
  const { closed } = await connect(slack);
  const waiting = slack.slashCommand({ user: 'ana', channel: 'general' });
  const looking = slack.waitFor(() => undefined).catch((error: Error) => error.message);
  await slack.close();
  await closed;
  expect(await waiting).toMatchObject({ acked: false });
  expect(await looking).toContain('closed');
});
