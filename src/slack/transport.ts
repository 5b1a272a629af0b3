import type { FetchFunction } from '@slack/web-api';
import { createWire, type Exchange, type ExchangeAnswer, OutOfTime, ProxyRefused } from '../wire/exchange.ts';

/** How we reach Slack, on connections kept open: `views.open` must not pay for a TLS handshake out of its three seconds. */
export interface SlackTransport {
  /**
   * As Slack's clients want it, for calls that are given up after `timeoutMs`. Ours, because the `fetch` of Node costs
   * several times as much (docs/benchmarks.md), and keeps idle connections for four seconds only.
   */
  fetchWithin(timeoutMs: number): FetchFunction;
  close(): void;
}

/** Load balancers commonly close idle connections after 60 s. */
const IDLE_CONNECTION_MS = 50_000;
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

export function createSlackTransport(): SlackTransport {
  const wire = createWire({ idleConnectionMs: IDLE_CONNECTION_MS, maxAnswerBytes: MAX_ANSWER_BYTES });
  return {
    fetchWithin: (timeoutMs) => fetchOver(wire.within(timeoutMs)),
    close: () => wire.close(),
  };
}

/** The part of fetch (fetch.spec.whatwg.org) that Slack's clients use. */
function fetchOver(exchange: Exchange): FetchFunction {
  return async (address, { method = 'GET', headers = {}, body, signal } = {}) => {
    const url = String(address);
    try {
      const answer = await exchange({ method, url, headers, body, signal });
      if (answer.status >= 300 && answer.status < 400)
        throw new Error(`a redirect (${answer.status}) instead of an answer`);
      return asResponse(url, answer);
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw plain(error);
    }
  };
}

function asResponse(
  url: string,
  { status, statusText, headers, text }: ExchangeAnswer,
): Awaited<ReturnType<FetchFunction>> {
  const named = (name: string) => headers[name.toLowerCase()];
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText,
    url,
    headers: {
      get: (name) => (named(name) === undefined ? null : String(named(name))),
      entries: () => Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    },
    text: async () => text,
    json: async () => JSON.parse(text),
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
}

/** An error of axios holds the request with its token, so nothing of it is kept but its code. */
function plain(error: unknown): Error {
  if (error instanceof OutOfTime) return Object.assign(new Error(error.message), { code: 'ETIMEDOUT' });
  if (error instanceof ProxyRefused) return error;
  const { code, message, isAxiosError }: { code?: unknown; message?: unknown; isAxiosError?: unknown } = Object(error);
  if (isAxiosError !== true) return error instanceof Error ? error : new Error(String(error));
  return Object.assign(new Error(`no answer (${code ?? message})`), typeof code === 'string' ? { code } : {});
}
