import type { State, Toast, TrafficEntry } from '../web/protocol.ts';

const AGAIN_MS = 1_000;

export type ConnectionState = 'connecting' | 'open' | 'lost';

export interface Listener {
  readonly state: (state: State) => void;
  readonly traffic: (entry: TrafficEntry) => void;
  readonly toast: (toast: Toast) => void;
  readonly connection: (state: ConnectionState) => void;
  /** The server does not know this person (any more). */
  readonly refused: () => void;
}

/** Hears everything one person sees, and reconnects until told to stop. */
export function connect(as: string, heard: Listener): () => void {
  let source: EventSource;
  let again: number | undefined;
  const open = () => {
    let opened = false;
    source = new EventSource(`/api/events?as=${encodeURIComponent(as)}`);
    source.addEventListener('open', () => {
      opened = true;
      heard.connection('open');
    });
    source.addEventListener('state', ({ data }) => heard.state(JSON.parse(data) as State));
    source.addEventListener('traffic', ({ data }) => heard.traffic(JSON.parse(data) as TrafficEntry));
    source.addEventListener('toast', ({ data }) => heard.toast(JSON.parse(data) as Toast));
    source.addEventListener('error', () => {
      // An answer other than 200 closes it for good; a broken line leaves it to try again, too slowly for a sandbox.
      // One that was open ends so too when the person goes elsewhere, which refuses nobody.
      const answered = !opened && source.readyState === EventSource.CLOSED;
      source.close();
      heard.connection('lost');
      if (answered && as !== '') heard.refused();
      else again = window.setTimeout(open, AGAIN_MS);
    });
  };
  open();
  return () => {
    window.clearTimeout(again);
    source.close();
  };
}
