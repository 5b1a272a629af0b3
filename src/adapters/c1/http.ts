import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios, { type AxiosResponse } from 'axios';
import { C1Unavailable } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { type Metrics, UNMEASURED } from '../../ports/metrics.ts';
import { createCallLimits } from './call-limit.ts';
import { timedOut, transportFailure } from './transport-failure.ts';

/** Connect, send, and read the whole answer. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

/**
 * An idle connection that the server closes just as we reuse it ends a force_sync in doubt, so we close first: common
 * load balancers wait 60 s. Node heeds a shorter `Keep-Alive: timeout=` of the server only if this is set at all.
 */
const IDLE_CONNECTION_MS = 55_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** As it stands in messages and logs: without ids and query. */
  readonly template: string;
  /** As it is sent: encoded, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the log says besides: ids. */
  readonly fields?: object;
  readonly signal?: AbortSignal | undefined;
}

/** Any status, 3xx, 4xx and 5xx too. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | undefined;
  readonly date: string | undefined;
  /** What the next proof of possession has to hold (RFC 9449 §8). */
  readonly dpopNonce: string | undefined;
  /** The way it wants to be shown who asks (RFC 9110 §11.6.1), such as `DPoP algs="EdDSA"`. */
  readonly challenge: string | undefined;
}

export interface Http {
  /** Rejects with C1Unavailable when there is no whole answer, or with the signal's reason. Sends once. */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

export interface HttpOptions {
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics?: Metrics | undefined;
  readonly timeoutMs?: number | undefined;
}

/** The only file that knows axios. Redirects are not followed: they would carry the token to another place. */
export function createHttp(options: HttpOptions): Http {
  const { baseUrl, userAgent, clock, log, metrics = UNMEASURED, timeoutMs = TIMEOUT_MS } = options;
  const secure = baseUrl.startsWith('https:');
  const base = baseUrl.replace(/\/+$/, '');
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: IDLE_CONNECTION_MS });
  const client = axios.create({
    [secure ? 'httpsAgent' : 'httpAgent']: agent,
    // `http:` is only for this machine (config.ts), which a proxy of the network cannot reach.
    ...(secure ? {} : { proxy: false as const }),
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    responseType: 'text',
    transformRequest: [],
    transformResponse: [],
    validateStatus: null,
  });
  // What axios would send by itself depends on the method, and is merged anew from seven tables for each request.
  for (const table of Object.keys(client.defaults.headers)) Reflect.deleteProperty(client.defaults.headers, table);
  const ownHeaders = { Accept: 'application/json', 'User-Agent': userAgent };
  // Not axios' own `timeout`: it starts again with each byte of the answer.
  const limitCall = createCallLimits(timeoutMs);

  async function exchange(request: HttpRequest): Promise<HttpAnswer> {
    const { method, template, path, headers, body, signal } = request;
    const call = `${method} ${template}`;
    signal?.throwIfAborted();
    const limit = limitCall(signal);
    try {
      const response = await client.request<string>({
        method,
        url: base + path,
        signal: limit,
        headers: { ...ownHeaders, ...headers },
        ...(body !== undefined && { data: body }),
      });
      if (secure && isFromProxy(response)) {
        throw new C1Unavailable(`${call}: the proxy refused the connection (${response.status})`, 'no');
      }
      const {
        'retry-after': retryAfter,
        date,
        'dpop-nonce': dpopNonce,
        'www-authenticate': challenge,
      } = response.headers;
      return {
        status: response.status,
        text: response.data,
        retryAfter: text(retryAfter),
        date: text(date),
        dpopNonce: text(dpopNonce),
        challenge: text(challenge),
      };
    } catch (error) {
      if (error instanceof C1Unavailable) throw error;
      if (signal?.aborted) throw signal.reason;
      throw limit.timedOut ? timedOut(call, timeoutMs) : transportFailure(call, error);
    } finally {
      limit.release();
    }
  }

  return {
    async send(request) {
      const startedAt = clock.now();
      let status: number | undefined;
      try {
        const answer = await exchange(request);
        status = answer.status;
        return answer;
      } finally {
        const { method, template, fields, signal } = request;
        const ms = clock.now() - startedAt;
        log.debug({ method, path: template, ...fields, status, ms }, 'asked C1');
        // What its caller gave up says nothing of C1.
        if (!signal?.aborted) metrics.time('c1Request', ms, { call: template, status });
      }
    },
  };
}

/** A proxy that refuses CONNECT has its answer shown as if it came from C1, only not through TLS. */
function isFromProxy(response: AxiosResponse): boolean {
  const socket: unknown = response.request?.socket;
  return typeof socket === 'object' && socket !== null && !('encrypted' in socket);
}

function text(header: unknown): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
