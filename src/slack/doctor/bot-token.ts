import type { WebClient } from '@slack/web-api';
import { type Finding, ill, well } from '../../domain/finding.ts';
import type { Installation } from '../caller.ts';
import { installationOf } from '../sign-in.ts';
import { isTokenRefused, REACH_SLACK, refusalOf, whySlackFailed } from './why-slack-failed.ts';

const WHAT = 'Slack bot token';

export interface ExaminedToken {
  readonly finding: Finding;
  /** Undefined: Slack did not say whose token it is, so nothing else can be asked with it. */
  readonly installation?: Installation;
  /** What the token was granted; undefined: the answer did not say. */
  readonly scopes?: readonly string[];
}

/** Whose token it is (auth.test). */
export async function examineBotToken(client: WebClient): Promise<ExaminedToken> {
  try {
    const answer = await client.auth.test();
    const installation = installationOf(answer);
    const scopes = answer.response_metadata?.scopes;
    const where = `${answer.team ?? installation.teamId} (${installation.teamId})`;
    const finding = well(WHAT, `c1-sync is ${answer.user ?? 'the bot'} (${installation.botUserId}) in ${where}`);
    return scopes === undefined ? { finding, installation } : { finding, installation, scopes };
  } catch (error) {
    if (!isTokenRefused(error)) return { finding: ill(WHAT, whySlackFailed(error), REACH_SLACK) };
    const cure =
      'install the app again if it was removed, and copy the token (xoxb-…) from "OAuth & Permissions" at api.slack.com/apps';
    return { finding: ill(WHAT, `Slack refuses it (${refusalOf(error)})`, cure) };
  }
}
