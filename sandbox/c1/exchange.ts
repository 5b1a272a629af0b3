import { maskHeaders, maskText } from './mask.ts';

/** The answer was sent; or the tenant reset, cut off, never gave one or closed; or the client went away first. */
export type ExchangeEnd = 'answered' | 'reset' | 'cut' | 'never-answered' | 'client-left' | 'closed';

/** What really went over the wire. For tests; never shown. */
export interface RawExchange {
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  responseHeaders: Record<string, string>;
  responseBody: string;
}

/** A body longer than this is kept and shown in part: 500 pages of connectors are not what a log is for. */
const KEPT_BODY = 8_192;

/** One request and what became of it. What it shows is masked; `raw` is not, and stays out of its JSON. */
export class Exchange {
  readonly id: number;
  /** Milliseconds by the time source. */
  readonly at: number;
  readonly method: string;
  /** The route it was taken for, or 'none'. */
  readonly route: string;
  readonly raw: RawExchange;
  /** null while the answer is out. */
  end: ExchangeEnd | null = null;
  /** As sent; null if no status line was. */
  status: number | null = null;
  /** The fault it ran into, in words. */
  fault: string | null = null;
  durationMs: number | null = null;

  constructor(id: number, at: number, method: string, route: string, raw: RawExchange) {
    this.id = id;
    this.at = at;
    this.method = method;
    this.route = route;
    this.raw = raw;
  }

  /** With the query. */
  get path(): string {
    return maskText(this.raw.url);
  }
  get headers(): Record<string, string> {
    return maskHeaders(this.raw.requestHeaders);
  }
  get body(): string {
    return maskText(this.raw.requestBody);
  }
  get responseHeaders(): Record<string, string> {
    return maskHeaders(this.raw.responseHeaders);
  }
  get responseBody(): string {
    return maskText(this.raw.responseBody);
  }

  toJSON(): object {
    const { id, at, method, route, path, status, end, fault, durationMs } = this;
    const { headers, body, responseHeaders, responseBody } = this;
    return {
      id,
      at,
      method,
      route,
      path,
      headers,
      body,
      status,
      responseHeaders,
      responseBody,
      end,
      fault,
      durationMs,
    };
  }
}

/** What is kept of a body. */
export function keptBody(body: string): string {
  return body.length <= KEPT_BODY ? body : `${body.slice(0, KEPT_BODY)}… (${body.length} characters)`;
}
