import { useCallback, useState } from 'preact/hooks';
import { recall, remember } from './remembered.ts';

/** Where one is: kept in the address, so that two tabs can be two people, and remembered for the next visit. */
export interface Place {
  /** A person's id; empty: whomever the server offers. */
  readonly as: string;
  /** A channel's id; empty: the first. */
  readonly channel: string;
  /** Of the bot's page. */
  readonly tab: 'home' | 'messages';
  /** The first message of the thread that is open; empty: none. */
  readonly thread: string;
}

const KEYS = ['as', 'channel', 'tab', 'thread'] as const;

export function usePlace(): [Place, (change: Partial<Place>) => void] {
  const [place, setPlace] = useState(readPlace);
  const go = useCallback((change: Partial<Place>) => {
    setPlace((before) => {
      const next = { ...before, ...change };
      writePlace(next);
      return next;
    });
  }, []);
  return [place, go];
}

function readPlace(): Place {
  const address = new URLSearchParams(location.search);
  const read = (key: (typeof KEYS)[number]) => address.get(key) ?? recall(key) ?? '';
  return {
    as: read('as'),
    channel: read('channel'),
    tab: read('tab') === 'home' ? 'home' : 'messages',
    thread: address.get('thread') ?? '',
  };
}

function writePlace(place: Place): void {
  const address = new URLSearchParams();
  for (const key of KEYS) {
    if (place[key] !== '') address.set(key, place[key]);
    if (key !== 'thread') remember(key, place[key] || null);
  }
  history.replaceState(null, '', `?${address}`);
}
