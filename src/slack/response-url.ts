import type { Message } from './messages/block-kit.ts';
import type { SlackTransport } from './transport.ts';

const TIMEOUT_MS = 3_000;

/** Slack did not take an answer at a response_url. The address is a secret: it stays out of the error. */
export class ResponseUrlRefused extends Error {
  constructor(status: number) {
    super(`the response_url was refused (${status})`);
    this.name = 'ResponseUrlRefused';
  }
}

/** Answers a gesture at its response_url; `ephemeral` for the person alone, `in_channel` for everybody. */
export type Respond = (url: string, message: Message, to: 'ephemeral' | 'in_channel') => Promise<void>;

/**
 * Bolt's own respond() has no timeout (slack-platform 3.1). Slack says no by status (404 once used five times or after
 * thirty minutes) or by `{"ok":false}`.
 */
export function createRespond(transport: Pick<SlackTransport, 'fetchWithin'>): Respond {
  const fetch = transport.fetchWithin(TIMEOUT_MS);
  return async (url, { text, blocks }, to) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ text, blocks, response_type: to, replace_original: false }),
      redirect: 'error',
    });
    const answer = await response.text();
    if (!response.ok || /"ok"\s*:\s*false/.test(answer)) throw new ResponseUrlRefused(response.status);
  };
}
