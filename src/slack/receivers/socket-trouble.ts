import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import type { Log } from '../../ports/log.ts';
import { FATAL_TOKEN_ERRORS, SlackTokenRefused } from '../sign-in.ts';

/** The connection ended; the reason is Slack's word for it, or `closed` when it gave none. */
export class ConnectionEnded extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`the connection to Slack ended (${reason})`);
    this.name = 'ConnectionEnded';
    this.reason = reason;
  }
}

/** There was an address, and the WebSocket there was not taken. */
export class ConnectionRefused extends Error {
  constructor(cause?: unknown) {
    super('Slack did not take the WebSocket connection', { cause });
    this.name = 'ConnectionRefused';
  }
}

/** It is a token, but not one that opens connections; what an app-level token may do is settled when it is made. */
const WITHOUT_THE_SCOPE: ReadonlySet<string> = new Set(['missing_scope', 'no_permission']);

const NEW_APP_TOKEN =
  'generate one with the scope connections:write under "Basic Information" of this app at api.slack.com/apps';

/** The refusal of our token in what `apps.connections.open` answered, if it is one: trying again will not help. */
export function tokenRefusal(error: unknown): SlackTokenRefused | undefined {
  if (!(error instanceof WebAPIPlatformError)) return undefined;
  const said = error.data.error;
  if (WITHOUT_THE_SCOPE.has(said)) return new SlackTokenRefused('SLACK_APP_TOKEN', said, NEW_APP_TOKEN);
  return FATAL_TOKEN_ERRORS.has(said) ? new SlackTokenRefused('SLACK_APP_TOKEN', said) : undefined;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/** How long to wait after the `failures`th failure in a row, in milliseconds; longer if Slack says so. */
export function waitAfter(failures: number, error: unknown): number {
  const asked = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0;
  const backOff = failures === 0 ? 0 : FIRST_WAIT_MS * 2 ** (failures - 1);
  return Math.max(asked, Math.min(backOff, LONGEST_WAIT_MS));
}

/** Slack's words for "not now": it would say the same again, so that there is no use in coming back at once. */
const TURNED_AWAY = {
  link_disabled: {
    level: 'error',
    message:
      "Slack has Socket Mode turned off for this app: turn it on in the app's settings at api.slack.com/apps; c1-sync goes on trying",
  },
  too_many_websockets: {
    level: 'warn',
    message:
      'Slack allows an app 10 connections and all are taken: stop other programs that use SLACK_APP_TOKEN; c1-sync goes on trying',
  },
} as const;

export function turnedAway(error: unknown): { level: 'error' | 'warn'; message: string } | undefined {
  if (!(error instanceof ConnectionEnded)) return undefined;
  return Object.hasOwn(TURNED_AWAY, error.reason) ? TURNED_AWAY[error.reason as keyof typeof TURNED_AWAY] : undefined;
}

/** Whether the door was shut on a connection that had an address: for want of room, as far as one can tell. */
export function wantsRoom(error: unknown, lastedMs: number | undefined): boolean {
  if (error instanceof ConnectionEnded && error.reason === 'too_many_websockets') return true;
  return lastedMs === undefined && (error instanceof ConnectionEnded || error instanceof ConnectionRefused);
}

/** One line of the log for each attempt that failed, with what to do where somebody can do something. */
export function logTrouble(log: Log, error: unknown, fields: { line: number; waitMs: number }): void {
  const away = turnedAway(error);
  if (away !== undefined) {
    log[away.level](fields, away.message);
  } else if (error instanceof ConnectionEnded) {
    log.warn({ ...fields, reason: error.reason }, 'a connection to Slack was lost');
  } else {
    log.warn({ ...fields, err: error }, 'Slack cannot be connected to; c1-sync goes on trying');
  }
}
