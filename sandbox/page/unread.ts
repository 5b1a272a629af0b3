import { useEffect, useRef, useState } from 'preact/hooks';
import type { State } from '../web/protocol.ts';
import { recall, remember } from './remembered.ts';

/** Newest message read, by channel. */
type Read = Readonly<Record<string, string>>;

/** How many messages by others are new in each channel since this person last looked at it. */
export function useUnread(state: State, looking: string | undefined): Readonly<Record<string, number>> {
  const key = `read.${state.me.id}`;
  const [read, setRead] = useState<{ key: string; upTo: Read }>(() => ({ key, upTo: stored(key) ?? newest(state) }));
  const upTo = read.key === key ? read.upTo : (stored(key) ?? newest(state));
  const latest = looking === undefined ? undefined : newest(state)[looking];
  const known = useRef(upTo);
  known.current = upTo;
  useEffect(() => {
    const next =
      looking === undefined || latest === undefined ? known.current : { ...known.current, [looking]: latest };
    remember(key, JSON.stringify(next));
    setRead({ key, upTo: next });
  }, [key, looking, latest]);

  return Object.fromEntries(
    state.channels.map(({ id }) => {
      const since = Number(upTo[id] ?? 0);
      const unread = (state.messages[id] ?? []).filter(({ ts, user }) => user !== state.me.id && Number(ts) > since);
      return [id, id === looking ? 0 : unread.length];
    }),
  );
}

function newest(state: State): Read {
  return Object.fromEntries(state.channels.map(({ id }) => [id, state.messages[id]?.at(-1)?.ts ?? '0']));
}

function stored(key: string): Read | null {
  try {
    return JSON.parse(recall(key) ?? 'null') as Read | null;
  } catch {
    return null;
  }
}
