import type { Logger } from '@slack/logger';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackTransport } from './transport.ts';
import { type OnTokenRefused, WatchedClient } from './watched-client.ts';

/**
 * Two clients, because one 429 pauses every call of its client (slack-platform 3.2.9): what a person waits for goes
 * through `interactive`, messages that can be a second late through `background`.
 */
export interface SlackClients {
  readonly interactive: WebClient;
  readonly background: WebClient;
}

export interface SlackClientOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly transport: SlackTransport;
  readonly logger: Logger;
}

const INTERACTIVE_TIMEOUT_MS = 2_500;
const BACKGROUND_TIMEOUT_MS = 10_000;

/** A trigger id dies after 3 s: one quick repeat is all that can still help. */
const ONE_QUICK_RETRY = { retries: 1, minTimeout: 100, maxTimeout: 200 };

/** A post that is repeated blindly can appear twice; the announcer has other ways to tell. */
const NO_RETRY = { retries: 0 };

/** @param onTokenRefused unless told, a token that is refused is only an error of each call */
export function createSlackClients(options: SlackClientOptions, onTokenRefused?: OnTokenRefused): SlackClients {
  const create = (settings: WebClientOptions) =>
    onTokenRefused === undefined
      ? new WebClient(options.token, settings)
      : new WatchedClient(options.token, settings, onTokenRefused);
  return {
    interactive: create(interactiveOptions(options)),
    background: create({
      ...interactiveOptions(options),
      retryConfig: NO_RETRY,
      fetch: options.transport.fetchWithin(BACKGROUND_TIMEOUT_MS),
    }),
  };
}

/** A fresh object each time: Slack's socket client writes its own retry policy into the one it is given (3.2.1). */
export function interactiveOptions({ apiUrl, transport, logger }: SlackClientOptions): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    // Not the client's own `timeout`, which makes a timer and a signal for each call.
    fetch: transport.fetchWithin(INTERACTIVE_TIMEOUT_MS),
    logger,
    retryConfig: ONE_QUICK_RETRY,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}
