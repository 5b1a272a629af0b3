import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Delays } from './delays.ts';
import { type Delivery, deliver, nameFault, splitDelay } from './delivery.ts';
import { type Exchange, type ExchangeEnd, keptBody } from './exchange.ts';
import type { FaultQueue } from './faults.ts';
import { problem, Refused } from './problem.ts';
import { readBody } from './read-body.ts';
import type { ApiCall } from './route.ts';
import { type Match, matchRoute } from './router.ts';
import type { Tenant } from './tenant.ts';
import type { TrafficLog } from './traffic-log.ts';

export interface ServeParts {
  readonly tenant: Tenant;
  readonly faults: FaultQueue;
  readonly log: TrafficLog;
  readonly delays: Delays;
}

/** One request from its first line to its end: match, log, fault, read, act, wait, answer. */
export async function serve(parts: ServeParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { tenant, faults, log, delays } = parts;
  const method = request.method ?? '';
  const url = request.url ?? '';
  const [path = '', ...rest] = url.split('?');
  const match = matchRoute(method, path);
  const exchange = begin(parts, request, match);
  let end: ExchangeEnd = 'client-left';
  response.once('close', () => log.finish(exchange, response.writableFinished ? 'answered' : end));

  const fault = faults.take(match.route?.name ?? null, `${method} ${url}`);
  if (fault !== undefined) exchange.fault = nameFault(fault);
  const { delayMs, instant } = splitDelay(fault);
  const body = instant === 'reset-before-read' ? '' : await readBody(request).catch(() => undefined);
  if (body === undefined) return;
  exchange.raw.requestBody = body ?? '';
  const query = new URLSearchParams(rest.join('?'));
  const delivery = await deliver(instant, () =>
    actOn(match, { method, path, query, headers: request.headers, body }, tenant),
  );
  if (hasLeft(response)) return;
  if (!(await delays.wait(tenant.settings.latencyMs + delayMs)) || hasLeft(response)) return;
  end = send(delivery, response, exchange, tenant);
}

function begin({ tenant, log }: ServeParts, request: IncomingMessage, match: Match): Exchange {
  const raw = {
    url: request.url ?? '',
    requestHeaders: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    requestBody: '',
    responseHeaders: {},
    responseBody: '',
  };
  return log.begin(tenant.clock.now(), request.method ?? '', match.route?.name ?? 'none', raw);
}

type Received = Omit<ApiCall, 'params' | 'body'> & { readonly body: string | null };

async function actOn(match: Match, { body, ...received }: Received, tenant: Tenant): Promise<Answer> {
  if (match.route === null) return match.answer;
  if (body === null) return problem(413, 'the body is too long');
  try {
    return await match.route.answer({ ...received, params: match.params, body }, tenant);
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

/** By the socket: the response hears of its end a little later, after the server has said that it is closed. */
function hasLeft(response: ServerResponse): boolean {
  return response.socket?.destroyed ?? true;
}

function send(delivery: Delivery, response: ServerResponse, exchange: Exchange, tenant: Tenant): ExchangeEnd {
  if (delivery.how === 'silence') return 'never-answered';
  if (delivery.how === 'reset') {
    response.socket?.resetAndDestroy();
    return 'reset';
  }
  const { status, headers, body } = delivery.answer;
  const bytes = Buffer.from(body);
  const date = new Date(tenant.clock.now() + tenant.settings.skewMs).toUTCString();
  const all = { ...headers, Date: date, 'Content-Length': String(bytes.length) };
  exchange.status = status;
  exchange.raw.responseHeaders = all;
  exchange.raw.responseBody = keptBody(body);
  response.writeHead(status, all);
  if (delivery.how === 'whole') {
    response.end(bytes);
    return 'answered';
  }
  response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () => response.destroy());
  return 'cut';
}
