import type { SeenMessage } from '../../../sandbox/slack/observed.ts';
import type { State, Toast, TrafficEntry } from '../../../sandbox/web/protocol.ts';

/** A page as far as the server can tell: it keeps what it hears. */
export interface Listener {
  readonly states: State[];
  readonly traffic: TrafficEntry[];
  readonly toasts: Toast[];
  /** The newest one. */
  readonly state: State;
  /** What was sent, letter by letter. */
  readonly raw: string;
  /** The first truthy answer, asked again at each event. */
  until<T>(look: (heard: Listener) => T | undefined | null | false): Promise<T>;
  /** By a channel's name; `dm` is the app's own conversation with this person. */
  messages(channel: string): readonly SeenMessage[];
  readonly closed: Promise<void>;
  leave(): void;
}

const PATIENCE_MS = 15_000;

export async function listen(url: string, as: string, onFinished: (undo: () => void) => void): Promise<Listener> {
  const leaving = new AbortController();
  onFinished(() => leaving.abort());
  const response = await fetch(`${url}/api/events?as=${as}`, { signal: leaving.signal });
  if (response.status !== 200 || !response.body) throw new Error(`${response.status} ${await response.text()}`);
  const looks = new Set<() => void>();
  const heard: Listener & { raw: string } = {
    states: [],
    traffic: [],
    toasts: [],
    raw: '',
    get state() {
      const last = heard.states.at(-1);
      if (!last) throw new Error('no state has come yet');
      return last;
    },
    messages(name) {
      const channel = heard.state.channels.find((each) => (name === 'dm' ? each.kind === 'im' : each.name === name));
      return (channel && heard.state.messages[channel.id]) ?? [];
    },
    until: (look) =>
      new Promise((found, fail) => {
        const giveUp = setTimeout(() => {
          looks.delete(again);
          fail(
            new Error(
              `not within ${PATIENCE_MS} ms: ${look}\nlast state: ${JSON.stringify(heard.states.at(-1)?.reality)}`,
            ),
          );
        }, PATIENCE_MS);
        const again = (): void => {
          const answer = heard.states.length > 0 && look(heard);
          if (!answer) return;
          clearTimeout(giveUp);
          looks.delete(again);
          found(answer);
        };
        looks.add(again);
        again();
      }),
    closed: Promise.resolve(),
    leave: () => leaving.abort(),
  };
  const closed = read(response.body, heard, () => {
    for (const look of looks) look();
  }).catch(() => {});
  return Object.assign(heard, { closed });
}

async function read(body: ReadableStream<Uint8Array>, heard: Listener & { raw: string }, news: () => void) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true });
    heard.raw += text;
    rest += text;
    const events = rest.split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      const list = { state: heard.states, traffic: heard.traffic, toast: heard.toasts }[name ?? ''];
      list?.push(JSON.parse(data ?? '') as never);
      news();
    }
  }
}
