import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { onTestFinished } from 'vitest';
import type { SlackSandbox } from '../../../sandbox/slack/server.ts';
import { silent } from './with-slack.ts';

function appOn(slack: SlackSandbox, receiver: HTTPReceiver | SocketModeReceiver): App {
  return new App({
    receiver,
    token: slack.botToken,
    botId: slack.botId,
    botUserId: slack.botUserId,
    logger: silent,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
}

/** A real Bolt app behind a real HTTP receiver; the sandbox delivers to it. */
export async function withHttpApp(slack: SlackSandbox, register: (app: App) => void): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: slack.signingSecret, logger: silent });
  const app = appOn(slack, receiver);
  register(app);
  const server = await receiver.start(0);
  onTestFinished(() => void server.close().closeAllConnections());
  slack.setEventsUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
  return app;
}

/** A real Bolt app on Socket Mode; resolves once connected. */
export async function withSocketApp(slack: SlackSandbox, register: (app: App) => void) {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    // Also how long it waits before it reconnects (reference 3.2, point 5).
    clientPingTimeout: 500,
    logger: silent,
    installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } } },
  });
  const app = appOn(slack, receiver);
  register(app);
  await receiver.start();
  onTestFinished(() => receiver.stop());
  return { app, receiver };
}
