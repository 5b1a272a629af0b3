import type { WebClient } from '@slack/web-api';
import { type Finding, ill, well } from '../../domain/finding.ts';
import { isTokenRefused, REACH_SLACK, refusalOf, whySlackFailed } from './why-slack-failed.ts';

const SOCKET = 'Socket Mode';

const NEW_TOKEN =
  'generate an app-level token with the scope connections:write under "Basic Information" of this app, and set SLACK_APP_TOKEN to it';

/** Slack's words for a token that is one, but not the right one. */
const WRONG_TOKEN: ReadonlySet<string> = new Set(['missing_scope', 'not_allowed_token_type', 'no_permission']);

/**
 * Asks for the address of a connection. It is not opened: Slack would hand it commands, and they would be lost.
 * @param client with the app-level token
 */
export async function examineSocketMode(client: WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open();
    return well(SOCKET, 'Slack takes SLACK_APP_TOKEN and gives an address to connect to');
  } catch (error) {
    const refusal = refusalOf(error);
    if (isTokenRefused(error) || WRONG_TOKEN.has(refusal ?? '')) {
      return ill(SOCKET, `Slack refuses SLACK_APP_TOKEN (${refusal})`, NEW_TOKEN);
    }
    return ill(SOCKET, whySlackFailed(error), REACH_SLACK);
  }
}

/** Only a request of Slack could show whether the secret is the right one. */
export function examineHttpMode(): Finding {
  return well(
    'HTTP mode',
    'SLACK_SIGNING_SECRET is set (the first request shows whether it is the right one); every URL in the app’s settings is https://<your host>/slack/events',
  );
}
