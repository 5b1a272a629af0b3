import type { Logger } from '@slack/logger';
import { SocketModeClient } from '@slack/socket-mode';
import type { FetchFunction } from '@slack/web-api';
import type { Dispatcher } from 'undici';
import type { SlackTransport } from '../transport.ts';
import { isPayload } from './payload.ts';

export interface SocketClientOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly transport: Pick<SlackTransport, 'fetchWithin'>;
  /** Opens the WebSockets. */
  readonly dispatcher: Dispatcher;
  readonly logger: Logger;
}

/** What Slack's client must not decide for us. */
export interface FrameHandlers {
  /** Slack asks to leave this connection, or closes it; the reason is a word such as `refresh_requested`. */
  onDisconnect(reason: string): void;
  /** A frame that is none of those Slack documents, and that nothing is done with. */
  onStrangeFrame(type: string): void;
}

/** The envelopes of docs.slack.dev/apis/events-api/using-socket-mode. */
const ENVELOPES: ReadonlySet<unknown> = new Set(['slash_commands', 'interactive', 'events_api']);

const CALL_TIMEOUT_MS = 10_000;

/** A client for one connection; its call for a URL ends with `abandoned`. */
export function createSocketClient(
  { appToken, apiUrl, transport, dispatcher, logger }: SocketClientOptions,
  abandoned: AbortSignal,
  handlers: FrameHandlers,
): SocketClient {
  const options = {
    appToken,
    logger: asDetails(logger),
    dispatcher,
    // Who connects again, and when, is decided in SocketLine: Slack's client waits without a cap (3.2.2), and a
    // failure while it reconnects is a rejection that nobody owns (3.2.4).
    autoReconnectEnabled: false,
    clientOptions: {
      slackApiUrl: apiUrl,
      fetch: abortable(transport.fetchWithin(CALL_TIMEOUT_MS), abandoned),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  };
  return new SocketClient(options, handlers);
}

/**
 * Slack's socket client with each frame looked at before it is taken. Left alone, 3.1.0 ends the process on an event
 * whose payload is no object, because nobody owns the rejection of its handler; and on Slack's `disconnect` it closes
 * at once, before there is another connection (slack-platform 3.2.5).
 */
export class SocketClient extends SocketModeClient {
  readonly #handlers: FrameHandlers;

  constructor(options: ConstructorParameters<typeof SocketModeClient>[0], handlers: FrameHandlers) {
    super(options);
    this.#handlers = handlers;
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const frame = typeof data === 'string' ? parsed(data) : undefined;
    if (frame?.type === 'disconnect') return this.#handlers.onDisconnect(String(frame.reason));
    if (frame === undefined || !isTaken(frame)) return this.#handlers.onStrangeFrame(String(frame?.type));
    await super.onWebSocketMessage(data, isBinary);
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return isPayload(frame) ? frame : undefined;
  } catch {
    return undefined;
  }
}

function isTaken({ type, envelope_id, payload }: Record<string, unknown>): boolean {
  if (type === 'hello') return true;
  if (!ENVELOPES.has(type) || typeof envelope_id !== 'string' || !isPayload(payload)) return false;
  return type !== 'events_api' || (isPayload(payload.event) && typeof payload.event.type === 'string');
}

/** What Slack's client says of a failure is a detail: what it means is said once, by SocketLine. */
function asDetails(logger: Logger): Logger {
  const detail = (...said: unknown[]) => logger.info(...said);
  return { ...logger, warn: detail, error: detail };
}

function abortable(fetch: FetchFunction, signal: AbortSignal): FetchFunction {
  return (url, init) => fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal });
}
