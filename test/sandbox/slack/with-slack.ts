import { WebClient } from '@slack/web-api';
import { onTestFinished } from 'vitest';
import { isObject, type JsonObject } from '../../../sandbox/slack/json.ts';
import {
  type Outcome,
  type SlackSandbox,
  type SlackSandboxOptions,
  startSlack,
} from '../../../sandbox/slack/server.ts';

export const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => 'error' as never,
  setName() {},
};

/** A sandbox and a real WebClient that tries once; both end with the test. */
export async function withSlack(options: SlackSandboxOptions = {}) {
  const slack = await startSlack(options);
  onTestFinished(() => slack.close());
  return { slack, client: clientOf(slack) };
}

export function clientOf(slack: SlackSandbox, token: string | undefined = slack.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    logger: silent,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
}

/** The error code and messages of a refused call. */
export async function refusalOf(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  try {
    await call;
  } catch (error) {
    const { data } = error as { data?: { error: string; response_metadata?: { messages?: string[] } } };
    if (data) return { error: data.error, messages: data.response_metadata?.messages ?? [] };
    throw error;
  }
  throw new Error('The call was not refused.');
}

/** The payload a gesture sent. */
export function sent({ delivery }: Outcome): JsonObject {
  if (!isObject(delivery?.body)) throw new Error('Nothing was sent to the app.');
  return delivery.body;
}
