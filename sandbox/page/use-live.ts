import { useCallback, useEffect, useReducer } from 'preact/hooks';
import type { State, Toast, TrafficEntry } from '../web/protocol.ts';
import { type ConnectionState, connect } from './connection.ts';

const MOST_TRAFFIC = 500;
const TOAST_MS = 6_000;

export interface ShownToast extends Toast {
  readonly id: number;
}

export interface Live {
  readonly state: State | null;
  /** Newest last. */
  readonly traffic: readonly TrafficEntry[];
  readonly toasts: readonly ShownToast[];
  readonly connection: ConnectionState;
  /** Requests before this moment were cleared away. */
  readonly since: number;
}

type News =
  | { readonly what: 'state'; readonly state: State }
  | { readonly what: 'traffic'; readonly entry: TrafficEntry }
  | { readonly what: 'toast'; readonly toast: ShownToast }
  | { readonly what: 'toast-over'; readonly id: number }
  | { readonly what: 'forget-traffic' }
  | { readonly what: 'connection'; readonly connection: ConnectionState };

const NOTHING_YET: Live = { state: null, traffic: [], toasts: [], connection: 'connecting', since: 0 };
let lastToast = 0;

/** What the server says, as it says it. A person the server refuses is given up for whomever it offers. */
export function useLive(as: string, onRefused: () => void) {
  const [live, hear] = useReducer(withNews, NOTHING_YET);
  const dismiss = useCallback((id: number) => hear({ what: 'toast-over', id }), []);
  const forgetTraffic = useCallback(() => hear({ what: 'forget-traffic' }), []);
  const tell = useCallback((toast: Toast) => {
    const id = ++lastToast;
    hear({ what: 'toast', toast: { ...toast, id } });
    window.setTimeout(() => hear({ what: 'toast-over', id }), TOAST_MS);
  }, []);
  useEffect(
    () =>
      connect(as, {
        state: (state) => hear({ what: 'state', state }),
        traffic: (entry) => hear({ what: 'traffic', entry }),
        connection: (connection) => hear({ what: 'connection', connection }),
        toast: tell,
        refused: onRefused,
      }),
    [as, tell, onRefused],
  );
  return { live, tell, dismiss, forgetTraffic };
}

function withNews(live: Live, news: News): Live {
  switch (news.what) {
    case 'state':
      return { ...live, state: news.state };
    case 'traffic':
      return news.entry.at < live.since ? live : { ...live, traffic: withEntry(live.traffic, news.entry) };
    case 'forget-traffic':
      return { ...live, traffic: [], since: Date.now() };
    case 'toast':
      return { ...live, toasts: [...live.toasts, news.toast] };
    case 'toast-over':
      return { ...live, toasts: live.toasts.filter(({ id }) => id !== news.id) };
    case 'connection':
      // A new connection tells the last requests again; those of a server before it may have the same ids.
      return { ...live, connection: news.connection, traffic: news.connection === 'open' ? [] : live.traffic };
  }
}

/** The same id again is the same request, further along. */
function withEntry(traffic: readonly TrafficEntry[], entry: TrafficEntry): readonly TrafficEntry[] {
  const known = traffic.findLastIndex(({ id }) => id === entry.id);
  return known < 0 ? [...traffic, entry].slice(-MOST_TRAFFIC) : traffic.with(known, entry);
}
