import type { ServerResponse } from 'node:http';
import type { State, Toast, TrafficEntry } from './protocol.ts';

export type Event =
  | { readonly event: 'state'; readonly data: State }
  | { readonly event: 'traffic'; readonly data: TrafficEntry }
  | { readonly event: 'toast'; readonly data: Toast };

/** One page that listens, as one person. */
export interface EventStream {
  readonly as: string;
  send(event: Event): void;
  /** False while the page has not taken what was sent: a tab asleep must not pile up states. */
  readonly keepsUp: boolean;
  onCaughtUp(then: () => void): void;
  end(): void;
}

/** html.spec.whatwg.org/multipage/server-sent-events.html; JSON has no raw line break, so one `data:` line will do. */
export function openEventStream(response: ServerResponse, as: string): EventStream {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  return {
    as,
    send: ({ event, data }) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    get keepsUp() {
      return !response.writableNeedDrain;
    },
    onCaughtUp: (then) => void response.once('drain', then),
    end: () => void response.end(),
  };
}
