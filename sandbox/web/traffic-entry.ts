import type { Exchange } from '../c1/exchange.ts';
import { isObject, type Json, parseJson } from '../slack/json.ts';
import type { ApiCall, Delivery } from '../slack/observed.ts';
import { masked } from './mask.ts';
import type { TrafficEntry } from './protocol.ts';

const WAITING = 'waiting';

export function apiCallEntry(id: string, call: ApiCall): TrafficEntry {
  const { method, args, at, status, response } = call;
  return {
    id,
    at,
    from: 'app',
    to: 'slack',
    what: `POST ${method}`,
    outcome: outcomeOfCall(status, response),
    ms: Math.round(call.ms),
    request: pretty(args),
    response: pretty(response),
  };
}

/** Slack says no in the body of a 200. */
function outcomeOfCall(status: number, response: ApiCall['response']): string {
  if (status === 0) return 'no answer';
  const said = response.ok === true ? 'ok' : String(response.error ?? '');
  return status === 200 ? said || '200' : `${status} ${said}`.trim();
}

export function deliveryEntry(id: string, delivery: Delivery): TrafficEntry {
  const { at, acked, error, body, ackBody, lateAckMs } = delivery;
  const done = acked || error !== undefined;
  const late = lateAckMs === undefined ? '' : `, acked after ${Math.round(lateAckMs)} ms`;
  return {
    id,
    at,
    from: 'slack',
    to: 'app',
    what: nameOf(delivery),
    outcome: acked ? `acked in ${Math.round(delivery.ms)} ms` : error ? `${error}${late}` : WAITING,
    ms: done ? Math.round(delivery.ms) : null,
    request: pretty(body),
    response: ackBody === undefined ? '' : pretty(ackBody),
  };
}

/** `/c1-sync run okta`, `block_actions connector`, `view_submission request_sync`. */
function nameOf({ type, body }: Delivery): string {
  if (!isObject(body)) return type;
  const [action] = Array.isArray(body.actions) ? body.actions : [];
  const view = isObject(body.view) ? body.view.callback_id : undefined;
  const about = body.command
    ? body.text
    : isObject(action)
      ? action.action_id
      : (body.action_id ?? body.callback_id ?? view);
  return masked(`${type} ${typeof about === 'string' ? about : ''}`.trim());
}

export function exchangeEntry(id: string, exchange: Exchange): TrafficEntry {
  const { at, method, path, end, status, durationMs } = exchange;
  return {
    id,
    at,
    from: 'app',
    to: 'c1',
    what: `${method} ${path}`,
    outcome: end === null ? WAITING : end === 'answered' ? String(status) : end,
    ms: durationMs,
    request: httpText(`${method} ${path}`, exchange.headers, exchange.body),
    response: end === null ? '' : httpText(String(status ?? end), exchange.responseHeaders, exchange.responseBody),
  };
}

function httpText(start: string, headers: Readonly<Record<string, string>>, body: string): string {
  const head = [start, ...Object.entries(headers).map(([name, value]) => `${name.toLowerCase()}: ${value}`)].join('\n');
  const parsed = parseJson(body);
  return masked(`${head}${body === '' ? '' : `\n\n${parsed === undefined ? body : pretty(parsed)}`}`);
}

function pretty(value: Json): string {
  return masked(JSON.stringify(value, null, 2));
}
