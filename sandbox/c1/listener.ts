import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

const HOST = '127.0.0.1';

/** The socket side of the tenant. It never listens on anything but loopback. */
export interface Listener {
  readonly hostname: string;
  readonly port: number;
  /** Listens again on the same port. */
  open(): Promise<void>;
  /** Ends every connection, idle or waiting, and frees the port. */
  close(): Promise<void>;
}

export async function listen(port: number, onRequest: RequestListener): Promise<Listener> {
  const server = createServer(onRequest);
  // Longer than any client of ours keeps a connection, so that it is the client who closes an idle one.
  server.keepAliveTimeout = 65_000;
  server.listen(port, HOST);
  await once(server, 'listening');
  const { port: given } = server.address() as AddressInfo;
  return {
    hostname: HOST,
    port: given,
    async open() {
      if (server.listening) return;
      server.listen(given, HOST);
      await once(server, 'listening');
    },
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
