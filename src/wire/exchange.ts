import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { AxiosHeaders, type AxiosResponse } from 'axios';
import { createCallLimits } from './call-limit.ts';

export interface ExchangeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Any status, 3xx, 4xx and 5xx too. */
export interface ExchangeAnswer {
  readonly status: number;
  readonly statusText: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/**
 * Sends a request once and reads the whole answer.
 *
 * @throws {OutOfTime | ProxyRefused} the signal's reason; or what the transport says, which holds the request with its
 * token and body: take nothing of it but its code.
 */
export type Exchange = (request: ExchangeRequest) => Promise<ExchangeAnswer>;

/** There was no whole answer in time. */
export class OutOfTime extends Error {
  readonly timeoutMs: number;
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'OutOfTime';
    this.timeoutMs = timeoutMs;
  }
}

/** A proxy answered in the place of the server. */
export class ProxyRefused extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`the proxy refused the connection (${status})`);
    this.name = 'ProxyRefused';
    this.status = status;
  }
}

export interface Wire {
  /** @param timeoutMs to connect, send, and read the whole answer */
  within(timeoutMs: number): Exchange;
  /** Closes the connections that are kept. */
  close(): void;
}

export interface WireOptions {
  /** How long a connection is kept that nobody uses. */
  readonly idleConnectionMs: number;
  readonly maxAnswerBytes: number;
}

/**
 * HTTP, through HTTPS_PROXY where that is set (NO_PROXY is honoured), on connections that are kept. Redirects are not
 * followed: they would carry a token to another place. The only file that knows axios.
 */
export function createWire({ idleConnectionMs, maxAnswerBytes }: WireOptions): Wire {
  // Node heeds a shorter `Keep-Alive: timeout=` of the server only if a timeout is set at all.
  const kept = { keepAlive: true, timeout: idleConnectionMs };
  const httpAgent = new HttpAgent(kept);
  const httpsAgent = new HttpsAgent(kept);
  // Without what axios puts around it, defaults that are merged, interceptors and transformations: all of it is said
  // here, and putting it together anew for each request takes longer than the request.
  const send = axios.getAdapter('http');
  const always = {
    httpAgent,
    httpsAgent,
    maxRedirects: 0,
    maxContentLength: maxAnswerBytes,
    responseType: 'text',
    validateStatus: null,
  } as const;

  return {
    within(timeoutMs) {
      // Not axios' own `timeout`: it starts again with each byte of the answer.
      const limitCall = createCallLimits(timeoutMs);
      return async ({ method, url, headers, body, signal }) => {
        signal?.throwIfAborted();
        const isSecure = url.startsWith('https:');
        const limit = limitCall(signal);
        try {
          const response = await send({
            ...always,
            method,
            url,
            signal: limit,
            headers: new AxiosHeaders(headers),
            ...(body !== undefined && { data: body }),
            // Plain HTTP is only for this machine (config.ts), which a proxy of the network cannot reach.
            ...(!isSecure && { proxy: false as const }),
          });
          const { status, statusText, data } = response;
          if (isSecure && isFromProxy(response)) throw new ProxyRefused(status);
          return { status, statusText, headers: response.headers, text: data };
        } catch (error) {
          if (signal?.aborted) throw signal.reason;
          throw limit.timedOut ? new OutOfTime(timeoutMs) : error;
        } finally {
          limit.release();
        }
      };
    },

    close() {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

/** A proxy that refuses CONNECT has its answer shown as if it came from the server, only not through TLS. */
function isFromProxy(response: AxiosResponse): boolean {
  const socket: unknown = response.request?.socket;
  return typeof socket === 'object' && socket !== null && !('encrypted' in socket);
}
