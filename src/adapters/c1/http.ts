import { C1Unavailable } from '../../domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { type Metrics, UNMEASURED } from '../../ports/metrics.ts';
import { createWire, OutOfTime, ProxyRefused } from '../../wire/exchange.ts';
import { timedOut, transportFailure } from './transport-failure.ts';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 5 * 1024 * 1024;

/**
 * An idle connection that the server closes just as we reuse it ends a force_sync in doubt, so we close first: common
 * load balancers wait 60 s.
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

/** Exchanges with C1, each logged and measured. */
export function createHttp(options: HttpOptions): Http {
  const { baseUrl, userAgent, clock, log, metrics = UNMEASURED, timeoutMs = TIMEOUT_MS } = options;
  const base = baseUrl.replace(/\/+$/, '');
  const wire = createWire({ idleConnectionMs: IDLE_CONNECTION_MS, maxAnswerBytes: MAX_ANSWER_BYTES });
  const exchange = wire.within(timeoutMs);
  const ownHeaders = { Accept: 'application/json', 'User-Agent': userAgent };

  async function answerTo({ method, template, path, headers, body, signal }: HttpRequest): Promise<HttpAnswer> {
    try {
      const url = base + path;
      const answer = await exchange({ method, url, headers: { ...ownHeaders, ...headers }, body, signal });
      const {
        'retry-after': retryAfter,
        date,
        'dpop-nonce': dpopNonce,
        'www-authenticate': challenge,
      } = answer.headers;
      return {
        status: answer.status,
        text: answer.text,
        retryAfter: text(retryAfter),
        date: text(date),
        dpopNonce: text(dpopNonce),
        challenge: text(challenge),
      };
    } catch (error) {
      const call = `${method} ${template}`;
      if (signal?.aborted) throw signal.reason;
      if (error instanceof ProxyRefused) throw new C1Unavailable(`${call}: ${error.message}`, 'no');
      throw error instanceof OutOfTime ? timedOut(call, timeoutMs) : transportFailure(call, error);
    }
  }

  return {
    async send(request) {
      const startedAt = clock.now();
      let status: number | undefined;
      try {
        const answer = await answerTo(request);
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

function text(header: unknown): string | undefined {
  return typeof header === 'string' ? header : undefined;
}
