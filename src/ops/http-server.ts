import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readiness } from './health.ts';

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** `METHOD /path` to what answers it. */
export type Routes = Readonly<Record<string, Handler>>;

/** Slack waits 3 s; a client that takes longer to send its headers is none. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How often Node looks for those that are too late; with its own 30 s they would stay up to three times as long. */
const LOOK_FOR_LATE_ONES_MS = 5_000;
/** Longer than load balancers keep an idle connection (60 s), so that they are the ones to close it. */
const KEEP_ALIVE_MS = 65_000;

/** The one port: Slack's requests in HTTP mode, health in both. */
export class HttpServer {
  readonly #server: Server;

  constructor(routes: Routes) {
    const options = {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: LOOK_FOR_LATE_ONES_MS,
    };
    this.#server = createServer(options, (req, res) => {
      const path = (req.url ?? '').split('?')[0];
      // Node leaves out the body of an answer to HEAD by itself.
      const method = req.method === 'HEAD' ? 'GET' : req.method;
      const handler = routes[`${method} ${path}`];
      if (handler !== undefined) return handler(req, res);
      const allowed = methodsOf(routes, path);
      if (allowed.length > 0) res.setHeader('allow', allowed.join(', '));
      res.writeHead(allowed.length > 0 ? 405 : 404).end();
    });
  }

  /** Resolves to the port it listens on. @throws {PortUnusable} */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(new PortUnusable(port, error)));
      this.#server.listen(port, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  /** Ends idle connections at once and the others with their answer. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    await closed;
  }

  closeNow(): void {
    this.#server.closeAllConnections();
  }
}

function methodsOf(routes: Routes, path: string | undefined): string[] {
  const methods = Object.keys(routes).filter((route) => route.split(' ')[1] === path);
  return methods.flatMap((route) => (route.startsWith('GET ') ? ['GET', 'HEAD'] : [route.split(' ')[0] ?? '']));
}

export class PortUnusable extends Error {
  readonly code = 'port_unusable';
  constructor(port: number, cause: NodeJS.ErrnoException) {
    const why = cause.code === 'EADDRINUSE' ? 'another program listens on it' : (cause.code ?? 'unknown cause');
    super(`PORT: ${port} cannot be used (${why}); stop that program or set PORT to a free one`, { cause });
    this.name = 'PortUnusable';
  }
}

/** `GET /healthz`: the process runs. `GET /readyz`: it can answer commands, or 503 and what is missing. */
export function healthRoutes(readiness: () => Readiness): Routes {
  return {
    'GET /healthz': (_req, res) => json(res, 200, { ok: true }),
    'GET /readyz': (_req, res) => {
      const state = readiness();
      json(res, state.ready ? 200 : 503, state);
    },
  };
}

function json(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
