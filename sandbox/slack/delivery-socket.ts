import { randomUUID } from 'node:crypto';
import type { RawData, WebSocket } from 'ws';
import type { Changes } from './changes.ts';
import { isObject, type Json, type JsonObject, parseJson } from './json.ts';
import type { FailedDelivery } from './observed.ts';

export interface Envelope {
  envelope_id: string;
  type: string;
  payload: Json;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
}

export interface SocketAck {
  connection: string;
  body?: Json;
  error?: FailedDelivery;
}

interface Waiter {
  settle(ack: SocketAck): void;
  onLate(body: Json | undefined): void;
  overdue: boolean;
  connection: string;
}

export interface Connections {
  readonly open: number;
  /** Oldest first. */
  readonly ids: string[];
  add(socket: WebSocket): void;
  send(envelope: Envelope, onLate: (body: Json | undefined) => void): Promise<SocketAck | undefined>;
  disconnect(reason: string, connection?: string): void;
  sendFrame(text: string): void;
  drop(connection?: string): void;
  close(): void;
}

interface Options {
  appId: string;
  changes: Changes;
  random: () => number;
  budgetMs: number;
  pingMs: number;
}

/** "Socket Mode allows your app to maintain up to 10 open WebSocket connections" (reference 3.5). */
const MOST_CONNECTIONS = 10;

/** docs.slack.dev/apis/events-api/using-socket-mode: hello, envelopes, acks, disconnect. */
export function createConnections({ appId, changes, random, budgetMs, pingMs }: Options): Connections {
  const sockets = new Map<string, WebSocket>();
  const waiters = new Map<string, Waiter[]>();
  const timers = new Set<NodeJS.Timeout>();

  const info = { connection_info: { app_id: appId } };
  const say = (socket: WebSocket, message: JsonObject) => socket.send(JSON.stringify(message));
  const debug = (id: string) => ({
    debug_info: { host: `applink-${id}`, build_number: 1, approximate_connection_time: 18060 },
  });

  function onMessage(data: RawData): void {
    const message = parseJson(data.toString());
    if (!isObject(message)) return;
    const waiter = waiters.get(String(message.envelope_id))?.shift();
    if (!waiter) return;
    const body = isEmpty(message.payload) ? undefined : message.payload;
    if (waiter.overdue) waiter.onLate(body);
    else waiter.settle({ connection: waiter.connection, ...(body === undefined ? {} : { body }) });
  }

  function forget(id: string): void {
    if (sockets.delete(id)) changes.tell({ kind: 'sockets', open: sockets.size });
  }

  const pings = setInterval(() => {
    for (const socket of sockets.values()) socket.ping('Ping from applink');
  }, pingMs);
  pings.unref();

  return {
    get open() {
      return sockets.size;
    },
    get ids() {
      return [...sockets.keys()];
    },
    add(socket) {
      const id = randomUUID();
      if (sockets.size >= MOST_CONNECTIONS) {
        // node-slack-sdk#1654: the eleventh is told so and closed.
        say(socket, {
          type: 'disconnect',
          reason: 'too_many_websockets',
          num_websockets: sockets.size,
          ...info,
          ...debug(id),
        });
        socket.close();
        return;
      }
      sockets.set(id, socket);
      socket.on('message', onMessage);
      socket.on('close', () => forget(id));
      socket.on('error', () => socket.terminate());
      say(socket, { type: 'hello', num_connections: sockets.size, ...info, ...debug(id) });
      changes.tell({ kind: 'sockets', open: sockets.size });
    },
    /** To one connection, at random (bolt-python#448); undefined when none is open. */
    send(envelope, onLate) {
      const ids = [...sockets.keys()];
      const connection = ids[Math.floor(random() * ids.length)];
      const socket = connection === undefined ? undefined : sockets.get(connection);
      if (connection === undefined || !socket) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const waiter: Waiter = {
          connection,
          onLate,
          overdue: false,
          settle(ack) {
            clearTimeout(timer);
            timers.delete(timer);
            waiter.overdue = true;
            resolve(ack);
          },
        };
        const timer = setTimeout(() => waiter.settle({ connection, error: 'operation_timeout' }), budgetMs);
        timers.add(timer);
        waiters.set(envelope.envelope_id, [...(waiters.get(envelope.envelope_id) ?? []), waiter]);
        socket.send(JSON.stringify(envelope));
      });
    },
    disconnect(reason, connection) {
      for (const [id, socket] of [...sockets]) {
        if (connection !== undefined && id !== connection) continue;
        say(socket, { type: 'disconnect', reason, ...debug(id) });
        if (reason === 'warning') continue;
        forget(id);
        socket.close();
      }
    },
    sendFrame(text) {
      for (const socket of sockets.values()) socket.send(text);
    },
    drop(connection) {
      for (const [id, socket] of sockets) if (connection === undefined || id === connection) socket.terminate();
    },
    close() {
      clearInterval(pings);
      for (const line of waiters.values())
        for (const waiter of line)
          if (!waiter.overdue) waiter.settle({ connection: waiter.connection, error: 'dispatch_failed' });
      for (const socket of sockets.values()) socket.terminate();
    },
  };
}

/** The SDK sends `payload: {}` for an ack without a body. */
function isEmpty(payload: Json | undefined): payload is undefined {
  return payload === undefined || payload === null || (isObject(payload) && Object.keys(payload).length === 0);
}
