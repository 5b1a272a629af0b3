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

/** The refusal of our token in what `apps.connections.open` answered, if it is one: trying again will not help. */
export function tokenRefusal(error: unknown): SlackTokenRefused | undefined {
  return error instanceof WebAPIPlatformError && FATAL_TOKEN_ERRORS.has(error.data.error)
    ? new SlackTokenRefused('SLACK_APP_TOKEN', error.data.error)
    : undefined;
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
