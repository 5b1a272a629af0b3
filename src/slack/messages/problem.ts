import {
  type BadInput,
  type C1RateLimited,
  C1SyncError,
  type C1Unavailable,
  type NoSuchConnector,
  type NotAllowed,
} from '../../domain/errors.ts';
import { duration, escaped, mention, moment } from './mrkdwn.ts';

/** What a sentence about a problem may need to name. */
export interface ProblemContext {
  /** Slack user ids of those who can grant access. */
  readonly managers: readonly string[];
  /** Stands in the log as well, so that the operator finds it. */
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Named at most, so that the sentence stays one. */
const MANAGERS_NAMED = 5;

/**
 * The sentence a person reads about an error, in mrkdwn: what happened, then what to do. Made from the error's code
 * and nothing of its message: no status, body or id of ours but the reference.
 */
export function explain(error: unknown, { managers, reference, now }: ProblemContext): string {
  const tellOperator = `Tell whoever runs c1-sync; reference \`${reference}\`.`;
  if (!(error instanceof C1SyncError)) return `Something went wrong here, and nothing more was done. ${tellOperator}`;
  switch (error.code) {
    case 'not_allowed':
      return notAllowed(error as NotAllowed, managers);
    case 'outsider':
      return 'This is for members of the workspace that installed it. Nothing was done.';
    case 'no_such_connector':
      return `No connector matches “${escaped((error as NoSuchConnector).words, 100)}”. Type fewer letters, or a part of the app's name.`;
    case 'connectors_unknown':
      return `The list of connectors could not be read from C1 yet. Try again in a minute; if it stays so: ${tellOperator}`;
    case 'c1_credential_refused':
      return (
        "C1 refuses the bot's credential: it may have expired, this server may not be on its IP allowlist, or it needs " +
        `the Connector Administrator role. ${tellOperator}`
      );
    case 'c1_not_found':
      return 'It no longer exists in C1. The list of connectors is being read again; search for it once more.';
    case 'c1_rate_limited':
      return busy((error as C1RateLimited).retryAfterMs, now);
    case 'c1_rejected':
      return `C1 does not accept a sync of it in its present state. Look at it in C1; reference \`${reference}\`.`;
    case 'c1_unavailable':
      return (error as C1Unavailable).reached === 'no'
        ? `C1 did not answer; not queued. Try again in a minute; reference \`${reference}\`.`
        : `C1 did not answer. Try again in a minute; reference \`${reference}\`.`;
    case 'store_failed':
      return `The request could not be recorded, so nothing was sent to C1. ${tellOperator}`;
    case 'bad_input':
      return escaped((error as BadInput).cure);
    case 'last_manager':
      return 'That is the last person who can grant access. Make somebody else a manager first: `/c1-sync allow @name as manager`.';
    default:
      return `Something went wrong here. ${tellOperator}`;
  }
}

/** The same sentence for places that show no markup (errors under a field). */
export function withoutMarkup(mrkdwn: string): string {
  return mrkdwn
    .replace(/Ask <@[UW][A-Z0-9]+>(?:, <@[UW][A-Z0-9]+>)*(?: and others)?/g, 'Ask a manager of c1-sync')
    .replace(/<@[UW][A-Z0-9]+>/g, 'somebody')
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/[`*]/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function busy(waitMs: number, now: number): string {
  return `C1 is busy and asks to wait. Try again at ${moment(now + waitMs)} (in ${duration(waitMs)}).`;
}

function notAllowed({ reason }: NotAllowed, managers: readonly string[]): string {
  const named = managers.slice(0, MANAGERS_NAMED).map(mention).join(', ');
  const who = managers.length > MANAGERS_NAMED ? `${named} and others` : named;
  switch (reason) {
    case 'not-granted':
      return `You are not on the list of people who may sync connectors. Ask ${who}: they can add you.`;
    case 'expired':
      return `Your permission to sync connectors has ended. Ask ${who}: they can renew it.`;
    case 'out-of-scope':
      return `Your permission to sync does not cover this connector. Ask ${who}: they can widen it.`;
    case 'not-a-manager':
      return `Only managers can see and change who may sync. Ask ${who}.`;
  }
}
