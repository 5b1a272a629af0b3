import type { Logger } from '@slack/logger';
import { type FetchFunction, WebClient, type WebClientOptions } from '@slack/web-api';
import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch } from 'undici';
import { type OnTokenRefused, WatchedClient } from './watched-client.ts';

/**
 * How we reach Slack: through HTTPS_PROXY where that is set (NO_PROXY is honoured), on connections kept open so that
 * `views.open` does not pay for a TLS handshake out of its three seconds.
 */
export interface SlackTransport {
  readonly dispatcher: Dispatcher;
  readonly fetch: FetchFunction;
}

/** Idle connections are kept this long; load balancers commonly close theirs after 60 s. */
const KEEP_ALIVE_MS = 50_000;

export function createSlackTransport(apiUrl: string): SlackTransport {
  // HTTP/1.1: a WebSocket needs a socket of its own (as Slack's socket client does by default).
  const options = { keepAliveTimeout: KEEP_ALIVE_MS, allowH2: false };
  // Plain HTTP is only for a Slack on this machine (config.ts), which a proxy of the network cannot reach.
  const dispatcher = apiUrl.startsWith('http:') ? new Agent(options) : new EnvHttpProxyAgent(options);
  const viaDispatcher = (url: string | URL, init?: object) => fetch(url, { ...init, dispatcher });
  return { dispatcher, fetch: viaDispatcher as FetchFunction };
}

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
    background: create({ ...interactiveOptions(options), retryConfig: NO_RETRY, timeout: 10_000 }),
  };
}

/** A fresh object each time: Slack's socket client writes its own retry policy into the one it is given (3.2.1). */
export function interactiveOptions({ apiUrl, transport, logger }: SlackClientOptions): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    fetch: transport.fetch,
    logger,
    timeout: 2_500,
    retryConfig: ONE_QUICK_RETRY,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  };
}
