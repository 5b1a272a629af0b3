import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { createApi } from './answer-call.ts';
import { answerResponseUrl } from './answer-response-url.ts';
import { answerUpload } from './answer-upload.ts';
import type { Connections } from './delivery-socket.ts';
import { type Answer, send } from './fault-answer.ts';
import type { Tickets } from './socket-tickets.ts';
import type { World } from './world.ts';

/** Answers a request of a page put on top of the sandbox; false: not mine. */
export type Serve = (request: IncomingMessage, response: ServerResponse) => boolean;

interface Wiring {
  world: World;
  api: ReturnType<typeof createApi>;
  connections: Connections;
  tickets: Tickets;
  serve: () => Serve | undefined;
  signal: AbortSignal;
}

/** Four doors: `/api/<method>`, `/response/<secret>`, `/upload/v1/<secret>` and the WebSocket at `/link`. */
export async function listen(port: number, wiring: Wiring): Promise<{ server: Server; port: number }> {
  const sockets = new WebSocketServer({ noServer: true });
  const server = createServer((request, response) => {
    if (wiring.serve()?.(request, response)) return;
    answer(wiring, request).then(
      (given) => send(response, given),
      (error) => send(response, { status: 500, headers: {}, body: `The sandbox itself failed: ${error.stack}` }),
    );
  });
  server.on('upgrade', (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://slack');
    if (pathname !== '/link' || !wiring.tickets.spend(searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => wiring.connections.add(opened));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function answer({ world, api, signal }: Wiring, request: IncomingMessage): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://slack');
  const known = request.method === 'POST' || request.method === 'GET';
  if (known && pathname.startsWith('/api/')) return api(request, pathname.slice('/api/'.length));
  if (request.method === 'POST' && pathname.startsWith('/response/')) {
    return answerResponseUrl(world, request, pathname, signal);
  }
  if (request.method === 'POST' && pathname.startsWith('/upload/')) {
    return answerUpload(world, request, pathname, signal);
  }
  return { status: 404, headers: {}, body: 'There is nothing here.' };
}
