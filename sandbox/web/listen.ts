import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The one address of the sandbox: loopback only, since whoever reaches it may be anybody in the workspace. */
export interface Loopback {
  readonly port: number;
  /** `http://127.0.0.1:4040` */
  readonly url: string;
  /** Says who answers; until then there is nothing. */
  serve(handler: Handler): void;
  /** Ends every connection at once, event streams too. */
  close(): Promise<void>;
}

/** The port cannot be had; the message says what to do. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

export async function listenOnLoopback(port: number): Promise<Loopback> {
  let handler: Handler = (_, response) => void response.writeHead(503).end('The sandbox is starting.');
  const server = createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(sentenceFor(error, port)));
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: given } = server.address() as AddressInfo;
  return {
    port: given,
    url: `http://127.0.0.1:${given}`,
    serve(next) {
      handler = next;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function sentenceFor(error: NodeJS.ErrnoException, port: number): Error {
  const other = 'choose another one with --port, such as --port 4041, or --port 0 for any free one';
  if (error.code === 'EADDRINUSE') return new PortTaken(`Port ${port} is taken by another program: ${other}.`);
  if (error.code === 'EACCES') return new PortTaken(`Port ${port} may not be used by this user: ${other}.`);
  return error;
}
