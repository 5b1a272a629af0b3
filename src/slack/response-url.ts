import type { FetchFunction } from '@slack/web-api';
import type { Message } from './messages/block-kit.ts';

const TIMEOUT_MS = 3_000;

/** Answers a gesture at its response_url; `ephemeral` for the person alone, `in_channel` for everybody. */
export type Respond = (url: string, message: Message, to: 'ephemeral' | 'in_channel') => Promise<void>;

/**
 * Bolt's own respond() has no timeout (slack-platform 3.1). Slack says no by status (404 once used five times or after
 * thirty minutes) or by `{"ok":false}`.
 */
export function createRespond(fetch: FetchFunction): Respond {
  return async (url, message, to) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ ...message, response_type: to, replace_original: false }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const answer = await response.text();
    // The address is a secret: it stays out of the error.
    if (!response.ok || /"ok"\s*:\s*false/.test(answer)) {
      throw new Error(`the response_url was refused (${response.status})`);
    }
  };
}
