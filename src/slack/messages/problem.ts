import {
  type BadInput,
  type C1RateLimited,
  C1SyncError,
  type C1Unavailable,
  type CredentialRefused,
  type GroupUnreadable,
  type NoSuchConnector,
  type NotAllowed,
  type PersonUnreadable,
  type UnfitSubject,
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

const FOR_MEMBERS = 'This is for members of the workspace that installed it. Nothing was done.';

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
      return FOR_MEMBERS;
    case 'group_unreadable':
      return groupUnreadable(error as GroupUnreadable, tellOperator);
    case 'person_unreadable':
      return (error as PersonUnreadable).why === 'scope'
        ? `Slack does not let this app see who is a member: it needs the scope \`users:read\`. ${tellOperator}`
        : `Slack did not say who is a member, so nothing was done. Try again in a minute; reference \`${reference}\`.`;
    case 'unfit_subject':
      return unfitSubject(error as UnfitSubject);
    case 'no_such_connector':
      return `No connector matches “${escaped((error as NoSuchConnector).words, 100)}”. Type fewer letters, or a part of the app's name.`;
    case 'connectors_unknown':
      return `The list of connectors could not be read from C1 yet. Try again in a minute; if it stays so: ${tellOperator}`;
    case 'c1_credential_refused':
      return `${credentialRefused(error as CredentialRefused)} ${tellOperator}`;
    case 'c1_not_found':
      return 'It no longer exists in C1. The list of connectors is being read again; search for it once more.';
    case 'c1_rate_limited':
      return busy((error as C1RateLimited).retryAfterMs, now);
    case 'c1_rejected':
      return `C1 does not accept this in its present state. Look at it in C1; reference \`${reference}\`.`;
    case 'c1_unavailable':
      return (error as C1Unavailable).reached === 'no'
        ? `C1 did not answer; not queued. Try again in a minute; reference \`${reference}\`.`
        : `C1 did not answer. Try again in a minute; reference \`${reference}\`.`;
    case 'store_failed':
      return `The request could not be recorded, so nothing was sent to C1. ${tellOperator}`;
    case 'bad_input':
      return escaped((error as BadInput).cure);
    case 'last_manager':
      return 'That is the last person who can grant access for good. Make somebody else a manager first: `/c1-sync allow @name as manager`.';
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

function credentialRefused({ skewMs }: CredentialRefused): string {
  if (skewMs !== null) {
    return `C1 refuses the bot's credential, because this server's clock is wrong by ${duration(Math.abs(skewMs))}.`;
  }
  return (
    "C1 refuses the bot's credential: it may have expired, this server may not be on its IP allowlist, or it needs " +
    'the Connector Administrator role.'
  );
}

function busy(waitMs: number, now: number): string {
  return `C1 is busy and asks to wait. Try again at ${moment(now + waitMs)} (in ${duration(waitMs)}).`;
}

function groupUnreadable({ why }: GroupUnreadable, tellOperator: string): string {
  switch (why) {
    case 'plan':
      return 'This Slack workspace has no user groups (they need a paid plan). Name the people one by one.';
    case 'gone':
      return 'Slack knows no such user group, or it is disabled. Choose another, or name the people one by one.';
    case 'scope':
      return `Slack does not let this app see who is in a user group: it needs the scope \`usergroups:read\`. ${tellOperator}`;
    case 'unanswered':
      return `Slack did not say who is in that user group, so nothing was done. Try again in a minute; if it stays so: ${tellOperator}`;
  }
}

function unfitSubject({ why }: UnfitSubject): string {
  switch (why) {
    case 'guest':
      return 'They are a guest of this workspace, and guests cannot be given access. Whoever runs c1-sync can change that.';
    case 'deactivated':
      return 'Their Slack account is deactivated, so they cannot be given access.';
    default:
      return 'Bots and people of other workspaces cannot be given access. Name a member of this workspace.';
  }
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
      return `Your permission does not cover this connector. Ask ${who}: they can widen it.`;
    case 'not-this':
      return `Your permission does not cover this: you may look, or do something else. Ask ${who}: they can widen it.`;
    case 'not-a-manager':
      return `Only managers can see and change who may sync. Ask ${who}.`;
    case 'group-unknown':
      return `A user group may allow it, but Slack did not say who is in it. Try again in a minute. Ask ${who} if it stays so.`;
    case 'grants-unknown':
      return 'Nobody can be allowed anything now, because the list of people who may cannot be read. Try again in a minute.';
    case 'guest':
      return 'Guests of the workspace cannot do this. Whoever runs c1-sync can change that.';
    case 'deactivated':
      return 'This Slack account is deactivated, so it can do nothing here.';
    case 'outsider':
      return FOR_MEMBERS;
  }
}
