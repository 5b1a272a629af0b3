import { randomUUID } from 'node:crypto';
import type { Answered, HttpDelivery } from './delivery-http.ts';
import type { Connections, Envelope } from './delivery-socket.ts';
import { isObject, type Json } from './json.ts';
import type { Delivery, EnvelopeType } from './observed.ts';
import { wireBody } from './wire-body.ts';
import type { World } from './world.ts';

export interface Parcel {
  envelope: EnvelopeType;
  body: Json;
  headers?: Record<string, string>;
  /** HTTP only: this text instead of the encoded body. */
  rawBody?: string;
  retryAttempt?: number;
  again?: Delivery;
}

export interface Routes {
  mode: 'socket' | 'http' | undefined;
  eventsUrl: string | undefined;
}

export type Deliver = (parcel: Parcel) => Promise<Delivery>;

/** Sends a payload by an open socket, else to the events URL, else nowhere (`dispatch_failed`), and notes it. */
export function createDeliver(world: World, connections: Connections, http: HttpDelivery, routes: Routes): Deliver {
  return async (parcel) => {
    const began = performance.now();
    const since = () => performance.now() - began;
    const delivery = noted(parcel, routeOf(), world.now());
    world.log.deliveries.push(delivery);
    world.changes.tell({ kind: 'delivery', delivery });
    const answered = await send(parcel, delivery, since);
    if (answered.status !== undefined) delivery.status = answered.status;
    if (answered.body !== undefined) delivery.ackBody = answered.body;
    if (answered.error) delivery.error = answered.error;
    delivery.acked = !answered.error;
    delivery.ms = since();
    world.changes.tell({ kind: 'delivery', delivery });
    return delivery;
  };

  function routeOf(): Delivery['via'] {
    if (routes.mode !== 'http' && connections.open > 0) return 'socket';
    return routes.mode !== 'socket' && routes.eventsUrl ? 'http' : 'nowhere';
  }

  async function send(parcel: Parcel, delivery: Delivery, since: () => number): Promise<Answered> {
    if (delivery.via === 'http' && routes.eventsUrl) {
      const wire = wireBody(parcel.envelope, parcel.body);
      const text = parcel.rawBody ?? wire.text;
      return http.post(routes.eventsUrl, { ...wire, text }, { ...retryHeaders(parcel), ...parcel.headers });
    }
    if (delivery.via === 'nowhere') return { error: 'dispatch_failed' };
    delivery.envelopeId = parcel.again?.envelopeId ?? randomUUID();
    const ack = await connections.send(enveloped(parcel, delivery.envelopeId), () => {
      delivery.lateAckMs = since();
      world.changes.tell({ kind: 'delivery', delivery });
    });
    if (ack) delivery.connection = ack.connection;
    return ack ?? { error: 'dispatch_failed' };
  }
}

function noted({ envelope, body, again }: Parcel, via: Delivery['via'], at: number): Delivery {
  return {
    id: randomUUID(),
    envelope,
    type: typeOf(body),
    body,
    via,
    at,
    ...(again ? { redeliveryOf: again.id } : {}),
    acked: false,
    ms: 0,
  };
}

function typeOf(body: Json): string {
  if (!isObject(body)) return 'unknown';
  if (typeof body.command === 'string') return body.command;
  return String((isObject(body.event) ? body.event.type : body.type) ?? 'unknown');
}

/** Only these may be answered in the ack (docs.slack.dev/apis/events-api/using-socket-mode `accepts_response_payload`). */
const ANSWERABLE = ['view_submission', 'block_suggestion'];

function enveloped({ envelope, body, retryAttempt }: Parcel, envelope_id: string): Envelope {
  return {
    envelope_id,
    type: envelope,
    payload: body,
    accepts_response_payload: envelope === 'slash_commands' || ANSWERABLE.includes(typeOf(body)),
    ...(envelope === 'events_api' || retryAttempt !== undefined
      ? { retry_attempt: retryAttempt ?? 0, retry_reason: retryAttempt ? 'timeout' : '' }
      : {}),
  };
}

/** docs.slack.dev/apis/events-api#retries */
function retryHeaders({ retryAttempt }: Parcel): Record<string, string> {
  return retryAttempt ? { 'x-slack-retry-num': String(retryAttempt), 'x-slack-retry-reason': 'http_timeout' } : {};
}
