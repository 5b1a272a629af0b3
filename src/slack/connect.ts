import { App } from '@slack/bolt';
import type { Logger } from '@slack/logger';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Installation } from './caller.ts';
import { interactiveOptions, type SlackClientOptions, type SlackTransport } from './clients.ts';
import type { InFlight } from './in-flight.ts';
import { HttpReceiver } from './receivers/http-receiver.ts';
import { SocketReceiver } from './receivers/socket-receiver.ts';
import type { SlackTokenRefused } from './sign-in.ts';

/** How Slack reaches us. */
export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

export type SlackReceiver = HttpReceiver | SocketReceiver;

export function createReceiver(
  mode: SlackMode,
  options: {
    apiUrl: string;
    transport: SlackTransport;
    logger: Logger;
    clock: Clock;
    log: Log;
    inFlight: InFlight;
    onRefused: (error: SlackTokenRefused) => void;
  },
): SlackReceiver {
  return mode.kind === 'socket'
    ? new SocketReceiver({ ...options, appToken: mode.appToken })
    : new HttpReceiver({ ...options, signingSecret: mode.signingSecret });
}

/** Bolt, told who we are: with both ids and without verification it makes no auth.test of its own (3.2.7). */
export function createBoltApp(
  receiver: SlackReceiver,
  installation: Installation,
  options: SlackClientOptions,
  log: Log,
): App {
  const app = new App({
    receiver,
    token: options.token,
    botId: installation.botId,
    botUserId: installation.botUserId,
    tokenVerificationEnabled: false,
    clientOptions: interactiveOptions(options),
    logger: options.logger,
    convoStore: false,
  });
  // Listeners answer for their own errors (guard.ts); what arrives here went wrong in Bolt, before or after one.
  app.error(async (error) => log.error({ err: error }, 'Bolt could not handle a payload'));
  return app;
}
