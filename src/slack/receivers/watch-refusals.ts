import type { FetchFunction } from '@slack/web-api';
import { FATAL_TOKEN_ERRORS } from '../sign-in.ts';

/**
 * A fetch that tells of answers which say that the token is no good. Slack's socket client takes some of them
 * (`token_revoked`, `token_expired`) for passing faults and would go on asking without a word
 * (UnrecoverableSocketModeStartError of @slack/socket-mode names only five).
 */
export function watchRefusals(fetch: FetchFunction, onRefused: (slackError: string) => void): FetchFunction {
  return async (url, init) => {
    const response = await fetch(url, init);
    const text = await response.text();
    const refusal = refusalIn(text);
    if (refusal !== undefined) onRefused(refusal);
    return asRead(response, text);
  };
}

function refusalIn(text: string): string | undefined {
  const error = /"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1];
  return error !== undefined && FATAL_TOKEN_ERRORS.has(error) ? error : undefined;
}

type FetchResponse = Awaited<ReturnType<FetchFunction>>;

/** A body can be read once: the same response with the text it had. */
function asRead(response: FetchResponse, text: string): FetchResponse {
  const { ok, status, statusText, url, headers } = response;
  return {
    ok,
    status,
    statusText,
    url,
    headers,
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
}
