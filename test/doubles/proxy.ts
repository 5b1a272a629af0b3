import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { generate } from 'selfsigned';

/** A forward proxy on loopback that tunnels (CONNECT, RFC 9110 section 9.3.6), and the only one who knows its hosts. */
export interface ForwardProxy {
  readonly url: string;
  /** The certificate of its hosts, for NODE_EXTRA_CA_CERTS. */
  readonly certificate: string;
  /** `host:port` of everything that went through it. */
  readonly targets: string[];
  close(): Promise<void>;
}

/** @param hosts names that exist nowhere else, each served over TLS by a plain HTTP server on this machine's port */
export async function startForwardProxy(hosts: Readonly<Record<string, number>>): Promise<ForwardProxy> {
  const altNames = Object.keys(hosts).map((value) => ({ type: 2 as const, value }));
  const pems = await generate([{ name: 'commonName', value: 'proxy.test' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
  const sockets = new Set<Socket>();
  const joined = (near: Socket, port: number, host = '127.0.0.1'): void => {
    const far = connect(port, host);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.pipe(other).on('error', () => socket.destroy());
    }
  };

  const targets: string[] = [];
  const servers: Server[] = [];
  const tlsPorts = new Map<string, number>();
  for (const [host, port] of Object.entries(hosts)) {
    const tls = createTlsServer({ key: pems.private, cert: pems.cert }, (socket) => joined(socket, port));
    servers.push(tls);
    tlsPorts.set(host, await listening(tls));
  }
  const server = createServer((_req, res) => res.writeHead(501).end());
  server.on('connect', (req, near: Socket) => {
    targets.push(req.url ?? '');
    const { hostname, port } = new URL(`http://${req.url}`);
    near.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    joined(near, tlsPorts.get(hostname) ?? Number(port));
  });
  servers.push(server);
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    certificate: pems.cert,
    targets,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((one) => new Promise((closed) => one.close(closed))));
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready((server.address() as AddressInfo).port)));
}
