import type { World } from '../world.ts';
import type { TrafficEntry } from './protocol.ts';
import { apiCallEntry, deliveryEntry, exchangeEntry } from './traffic-entry.ts';

/** What a page that has just been opened gets to see. */
const KEPT = 200;

export interface Traffic {
  /** Oldest first. */
  readonly recent: readonly TrafficEntry[];
  stop(): void;
}

let worlds = 0;

/** Every request of one world, either way; each is told when it begins, where that is known, and when it has ended. */
export function watchTraffic({ slack, c1 }: World, tell: (entry: TrafficEntry) => void): Traffic {
  // A page that lives through a start over must not take a new request for an old one.
  const world = ++worlds;
  const ids = new WeakMap<object, string>();
  const entries = new Map<string, TrafficEntry>();
  let last = 0;

  function note(record: object, make: (id: string) => TrafficEntry): void {
    const id = ids.get(record) ?? `${world}-${++last}`;
    ids.set(record, id);
    const entry = make(id);
    entries.set(id, entry);
    const [oldest] = entries.keys();
    if (entries.size > KEPT && oldest !== undefined) entries.delete(oldest);
    tell(entry);
  }

  const stops = [
    slack?.onChange((change) => {
      if (change.kind === 'api_call') note(change.call, (id) => apiCallEntry(id, change.call));
      if (change.kind === 'delivery') note(change.delivery, (id) => deliveryEntry(id, change.delivery));
    }),
    c1?.onChange((change) => {
      if (change.what === 'traffic') note(change.exchange, (id) => exchangeEntry(id, change.exchange));
    }),
  ];
  return {
    get recent() {
      return [...entries.values()];
    },
    stop() {
      for (const stop of stops) stop?.();
    },
  };
}
