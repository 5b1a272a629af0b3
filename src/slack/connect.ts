import { App } from '@slack/bolt';
import type { Log } from '../ports/log.ts';
import type { Installation } from './caller.ts';
import { interactiveOptions, type SlackClientOptions } from './clients.ts';
import { HttpReceiver } from './receivers/http-receiver.ts';
import type { SocketReceiver, SocketReceiverOptions } from './receivers/socket-receiver.ts';

/** How Slack reaches us. */
export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

export type SlackReceiver = HttpReceiver | SocketReceiver;

/** Slack's socket client, with a WebSocket and an HTTP of its own, is loaded only where it is used. */
export async function createReceiver(
  mode: SlackMode,
  options: Omit<SocketReceiverOptions, 'appToken'>,
): Promise<SlackReceiver> {
  if (mode.kind === 'http') return new HttpReceiver({ ...options, signingSecret: mode.signingSecret });
  const { SocketReceiver } = await import('./receivers/socket-receiver.ts');
  return new SocketReceiver({ ...options, appToken: mode.appToken });
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
