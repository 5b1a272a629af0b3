import { type AuthTestResponse, WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Installation } from './caller.ts';

const COPY_AGAIN = "copy it again from the app's settings at api.slack.com/apps";

/** Slack refuses one of our tokens; trying again will not help. */
export class SlackTokenRefused extends Error {
  readonly code = 'slack_token_refused';
  constructor(variable: string, slackError: string, cure = COPY_AGAIN) {
    super(`${variable}: Slack refuses this token (${slackError}); ${cure}`);
    this.name = 'SlackTokenRefused';
  }
}

/** Errors of auth.test and apps.connections.open that stay until somebody changes the token. */
export const FATAL_TOKEN_ERRORS: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'user_removed_from_team',
  'team_disabled',
]);

function isFatalForToken(error: unknown): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && FATAL_TOKEN_ERRORS.has(error.data.error);
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Asks Slack who we are until it answers. Bolt's own question is asked once, and one failure at the start makes every
 * later payload unauthorised (slack-platform 3.2.7).
 *
 * @throws {SlackTokenRefused}
 */
export async function signIn(client: WebClient, clock: Clock, log: Log, signal: AbortSignal): Promise<Installation> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await askWhoWeAre(client, log);
    } catch (error) {
      if (isFatalForToken(error)) throw new SlackTokenRefused('SLACK_BOT_TOKEN', error.data.error);
      const asked = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0;
      const waitMs = Math.max(asked, Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS));
      log.warn({ err: error, attempt, waitMs }, 'Slack does not answer auth.test yet');
      await clock.sleep(waitMs, signal);
    }
  }
}

async function askWhoWeAre(client: WebClient, log: Log): Promise<Installation> {
  const answer = await client.auth.test();
  const installation = installationOf(answer);
  const { teamId: team, botUserId: botUser } = installation;
  log.info({ team, botUser, scopes: answer.response_metadata?.scopes }, 'signed in to Slack');
  return installation;
}

/** @throws an Error if the answer of auth.test does not say whose token it is */
export function installationOf(answer: AuthTestResponse): Installation {
  const { team_id, user_id, bot_id, enterprise_id, is_enterprise_install } = answer;
  if (!user_id || !bot_id || !(team_id || (is_enterprise_install && enterprise_id))) {
    throw new Error('auth.test did not say whose token this is');
  }
  return {
    teamId: team_id ?? enterprise_id ?? '',
    enterpriseId: enterprise_id ?? null,
    isEnterpriseInstall: is_enterprise_install === true,
    botUserId: user_id,
    botId: bot_id,
  };
}
