import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { PageFiles } from '../../../sandbox/web/page-bundle.ts';
import type { Gesture, GestureResult, State } from '../../../sandbox/web/protocol.ts';

type Answer = GestureResult | { readonly error: string };

/** The page's server with nothing behind it: the test says what is seen and what is answered. */
export interface StubServer {
  readonly url: string;
  readonly gestures: Gesture[];
  /** Shown to every page from now on. */
  show(state: State): void;
  /** Default: acknowledged at once. */
  answer(how: (gesture: Gesture) => Answer | Promise<Answer>): void;
  /** Cuts every event stream; the page has to come back. */
  cut(): void;
  /** Those the page asked to be. */
  readonly asked: string[];
  refuse(person: string): void;
}

export async function stubServer(page: PageFiles, first: State): Promise<StubServer> {
  let state = first;
  let how: (gesture: Gesture) => Answer | Promise<Answer> = () => ({ acked: true });
  const streams = new Set<ServerResponse>();
  const refused = new Set<string>();
  const gestures: Gesture[] = [];
  const asked: string[] = [];
  const tell = (stream: ServerResponse) => stream.write(`event: state\ndata: ${JSON.stringify(state)}\n\n`);

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
    const file = page.get(pathname);
    if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.body);
    if (pathname === '/api/events') {
      const as = searchParams.get('as') ?? '';
      asked.push(as);
      if (refused.has(as)) return void response.writeHead(404).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      streams.add(response.once('close', () => streams.delete(response)));
      return void tell(response);
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    if (pathname !== '/api/do') return void response.writeHead(200).end('{"ok":true}');
    const gesture = JSON.parse(body) as Gesture;
    gestures.push(gesture);
    const answer = await how(gesture);
    response.writeHead('error' in answer ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    gestures,
    asked,
    show(next) {
      state = next;
      for (const stream of streams) tell(stream);
    },
    answer(next) {
      how = next;
    },
    cut() {
      for (const stream of streams) stream.destroy();
    },
    refuse: (person) => void refused.add(person),
  };
}
