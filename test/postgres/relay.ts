import { connect, createServer, type Socket } from 'node:net';

/** A way to a database that can be cut: what is on it then ends, and nobody gets through until it is mended. */
export interface Relay {
  /** The database's URL, by this way. */
  readonly url: string;
  /** As when the server has been stopped. */
  cut(): void;
  /** As when the network loses everything: connections stay, and nothing comes through. */
  freeze(): void;
  mend(): void;
}

export async function openRelay(
  databaseUrl: string,
  onFinished: (undo: () => void | Promise<void>) => void,
): Promise<Relay> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let state: 'open' | 'cut' | 'frozen' = 'open';
  const own = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  };
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    own(near);
    if (state === 'cut') return void near.destroy();
    if (state === 'frozen') return void near.pause();
    const far = own(connect(Number(target.port), target.hostname));
    near.on('data', (bytes) => state === 'open' && far.write(bytes)).on('close', () => far.destroy());
    far.on('data', (bytes) => state === 'open' && near.write(bytes)).on('close', () => near.destroy());
  });
  const port = await new Promise<number>((listening) => {
    server.listen(0, '127.0.0.1', () => listening((server.address() as { port: number }).port));
  });
  onFinished(() => {
    server.close();
    endAll();
  });
  const url = new URL(databaseUrl);
  url.port = String(port);
  return {
    url: url.href,
    cut: () => {
      state = 'cut';
      endAll();
    },
    freeze: () => {
      state = 'frozen';
    },
    // Whoever waits on a frozen connection has lost what was on it.
    mend: () => {
      state = 'open';
      endAll();
    },
  };
}
