import type { Environment } from './environment.ts';
import { parseServerUrl } from './server-url.ts';

export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

export interface SlackSettings {
  readonly botToken: string;
  /** Base of the Web API, with a slash at its end. */
  readonly apiUrl: string;
  readonly mode: SlackMode;
}

/** Undefined: there are problems, and the environment has them. */
export function readSlackSettings(environment: Environment): SlackSettings | undefined {
  const botToken = readBotToken(environment);
  const apiUrl = readApiUrl(environment);
  const mode = readMode(environment);
  return botToken === undefined || apiUrl === undefined || mode === undefined ? undefined : { botToken, apiUrl, mode };
}

const BOT_TOKEN_CURE = 'paste the bot user OAuth token (xoxb-…) from "OAuth & Permissions" of the app\'s settings';

export function readBotToken(environment: Environment): string | undefined {
  const token = environment.require('SLACK_BOT_TOKEN', BOT_TOKEN_CURE);
  if (token === undefined || /^xoxb-\S+$/.test(token)) return token;
  // xoxe.xoxb-…, or what it is renewed with: xoxe-….
  if (/^xoxe[.-]/.test(token)) {
    const cure =
      "turn token rotation off in the app's settings, or, where Slack does not offer that, make a new app from manifest.yml";
    return environment.problem('SLACK_BOT_TOKEN', `is a rotating token (xoxe…), which ends after 12 hours; ${cure}`);
  }
  if (token.startsWith('xoxp-')) {
    return environment.problem('SLACK_BOT_TOKEN', `is a user token (xoxp-…); ${BOT_TOKEN_CURE}`);
  }
  return environment.problem('SLACK_BOT_TOKEN', `is not a bot token; ${BOT_TOKEN_CURE}`);
}

export function readApiUrl(environment: Environment): string | undefined {
  const text = environment.get('SLACK_API_URL') ?? 'https://slack.com/api/';
  const url = parseServerUrl(text, 'https://slack.com/api/');
  if (typeof url === 'string') return environment.problem('SLACK_API_URL', url);
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}

export function readMode(environment: Environment): SlackMode | undefined {
  // Looked up also when it is not used, so that the log masks it.
  const signingSecret = environment.get('SLACK_SIGNING_SECRET');
  if (environment.isSet('SLACK_APP_TOKEN')) {
    const appToken = environment.get('SLACK_APP_TOKEN');
    if (appToken === undefined) return undefined;
    if (/^xapp-\S+$/.test(appToken)) return { kind: 'socket', appToken };
    const cure = 'paste the app-level token (xapp-…) from "Basic Information", or unset it for HTTP mode';
    return environment.problem('SLACK_APP_TOKEN', `is not an app-level token; ${cure}`);
  }
  const cure = 'paste the signing secret from "Basic Information", or set SLACK_APP_TOKEN for Socket Mode';
  if (environment.require('SLACK_SIGNING_SECRET', cure) === undefined || signingSecret === undefined) return undefined;
  if (/^\S{8,}$/.test(signingSecret)) return { kind: 'http', signingSecret };
  return environment.problem('SLACK_SIGNING_SECRET', `is too short or has a gap in it; ${cure}`);
}
