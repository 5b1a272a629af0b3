import type { App } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { SlackSandbox, SlackSandboxOptions } from '../../../sandbox/slack/slack-sandbox.ts';
import { systemClock } from '../../../src/adapters/system-clock.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Log } from '../../../src/ports/log.ts';
import { createBoltApp } from '../../../src/slack/connect.ts';
import { InFlight } from '../../../src/slack/in-flight.ts';
import { SocketReceiver } from '../../../src/slack/receivers/socket-receiver.ts';
import type { SlackTokenRefused } from '../../../src/slack/sign-in.ts';
import { createSlackTransport } from '../../../src/slack/transport.ts';
import { clientOf, silent, withSlack } from '../../sandbox/slack/with-slack.ts';

export interface LogLine {
  readonly level: keyof Log;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export interface OnSlack {
  readonly slack: SlackSandbox;
  readonly receiver: SocketReceiver;
  readonly lines: readonly LogLine[];
  readonly refusals: readonly SlackTokenRefused[];
  /** The texts of the commands the app handled, in the order they came. */
  readonly handled: readonly string[];
}

interface Options {
  readonly clock?: Clock;
  readonly slack?: SlackSandboxOptions;
  /** More listeners than the one for `/c1-sync`, which answers at once. */
  readonly listen?: (app: App) => void;
}

/** A real receiver and a real Bolt app on the sandbox's Slack; not started. */
export async function withReceiver({ clock = systemClock, slack: settings = {}, listen }: Options = {}) {
  const { slack } = await withSlack({ mode: 'socket', ...settings });
  const transport = createSlackTransport();
  const lines: LogLine[] = [];
  const refusals: SlackTokenRefused[] = [];
  const handled: string[] = [];
  const options = { apiUrl: slack.apiUrl, transport, logger: silent };
  const receiver = new SocketReceiver({
    ...options,
    appToken: slack.appToken,
    clock,
    log: logInto(lines),
    inFlight: new InFlight(systemClock),
    onRefused: (error) => refusals.push(error),
  });
  const installation = {
    teamId: slack.teamId,
    enterpriseId: null,
    isEnterpriseInstall: false,
    botUserId: slack.botUserId,
    botId: slack.botId,
  };
  const app = createBoltApp(receiver, installation, { ...options, token: slack.botToken }, logInto(lines));
  app.command('/c1-sync', async ({ ack, command }) => {
    handled.push(command.text);
    await ack({ text: `heard ${command.text}` });
  });
  listen?.(app);
  onTestFinished(async () => {
    await receiver.stop();
    transport.close();
  });
  return { slack, receiver, lines, refusals, handled };
}

/** The same, started, with both connections open. */
export async function withBothLines(options: Options = {}): Promise<OnSlack> {
  const on = await withReceiver(options);
  await on.receiver.start();
  await on.slack.waitFor(() => on.slack.sockets.open === 2);
  return on;
}

/** Types `/c1-sync <text>`; says whether it was answered in time. */
export async function isAnswered({ slack }: Pick<OnSlack, 'slack'>, text: string): Promise<boolean> {
  const { acked } = await slack.slashCommand({ user: 'ana', channel: 'general', text });
  return acked;
}

/** A command `/held` whose listener answers when it is told to. */
export function heldCommand() {
  let tellHeard: () => void = () => undefined;
  let answer: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    tellHeard = resolve;
  });
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const listen = (app: App) =>
    app.command('/held', async ({ ack }) => {
      tellHeard();
      await mayAnswer;
      await ack();
    });
  return { heard, answer, listen };
}

/** A connection of another program with the same app token. */
export async function anotherProgram(slack: SlackSandbox): Promise<WebSocket> {
  const { url } = await clientOf(slack, slack.appToken).apps.connections.open();
  const socket = new WebSocket(`${url}`);
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.once('message', resolve));
  return socket;
}

/** Calls for a WebSocket URL so far. */
export function urlsAsked({ slack }: Pick<OnSlack, 'slack'>): number {
  return slack.apiCalls.filter(({ method }) => method === 'apps.connections.open').length;
}

function logInto(lines: LogLine[]): Log {
  const at = (level: keyof Log) => (fields: object, message: string) =>
    lines.push({ level, fields: { ...fields }, message });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
