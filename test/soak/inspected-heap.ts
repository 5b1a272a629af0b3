import { WebSocket } from 'ws';
import type { Product } from '../e2e/product.ts';

/** Lets the app be asked by its inspector; the port is any free one. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' } as const;

/** In MiB. `heap`: what lives after a full garbage collection; `rss`: what the process takes of the machine. */
export interface Reading {
  readonly heap: number;
  readonly rss: number;
}

export interface InspectedHeap {
  read(): Promise<Reading>;
  close(): void;
}

const MIB = 1024 * 1024;

/** The memory of an app that was started with {@link INSPECTED}. */
export async function inspectHeap(product: Product): Promise<InspectedHeap> {
  const url = /ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/.exec(product.output)?.[0];
  if (url === undefined) throw new Error('the app was not started with an inspector');
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let calls = 0;

  const call = (method: string, params: object = {}): Promise<unknown> => {
    const id = ++calls;
    return new Promise((resolve) => {
      const hear = (data: Buffer): void => {
        const answer = JSON.parse(data.toString()) as { id?: number; result?: unknown };
        if (answer.id !== id) return;
        socket.off('message', hear);
        resolve(answer.result);
      };
      socket.on('message', hear);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };

  return {
    async read() {
      await call('HeapProfiler.collectGarbage');
      const expression = 'JSON.stringify(process.memoryUsage())';
      const { result } = (await call('Runtime.evaluate', { expression })) as { result: { value: string } };
      const { heapUsed, rss } = JSON.parse(result.value) as NodeJS.MemoryUsage;
      return { heap: heapUsed / MIB, rss: rss / MIB };
    },
    close: () => socket.terminate(),
  };
}
