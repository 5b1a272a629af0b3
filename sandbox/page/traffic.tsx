import { useEffect, useRef, useState } from 'preact/hooks';
import type { TrafficEntry } from '../web/protocol.ts';
import { ScrollArea } from './scroll-area.tsx';
import { secondOfDay } from './time.ts';
import { TrafficRow } from './traffic-row.tsx';

const NAMES = { slack: 'Slack', app: 'app', c1: 'C1' } as const;
const NEAR_END = 60;

/** Every request between Slack, the app and C1. Secrets are masked where they are noted, not here. */
export function Traffic({ traffic, onForget }: { traffic: readonly TrafficEntry[]; onForget: () => void }) {
  const [only, setOnly] = useState<'all' | 'slack' | 'c1'>('all');
  const shown = traffic.filter(({ from, to }) => only === 'all' || from === only || to === only);
  const list = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (list.current && atEnd.current) list.current.scrollTop = list.current.scrollHeight;
  }, [shown.length]);
  return (
    <section class="traffic" aria-label="Requests" data-testid="traffic">
      <div class="pane-head">
        <h2>Requests</h2>
        <span class="pane-sub">{shown.length}</span>
        <select
          class="small-select"
          aria-label="Show requests of"
          value={only}
          onChange={(event) => setOnly(event.currentTarget.value as typeof only)}
        >
          <option value="all">All</option>
          <option value="slack">Slack</option>
          <option value="c1">C1</option>
        </select>
        <button type="button" class="button small" onClick={onForget}>
          Clear
        </button>
      </div>
      <ScrollArea
        area={list}
        class="inspector-scroll"
        label="Requests, oldest first"
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
        }}
      >
        {shown.length === 0 && <p class="inspector-empty">Nothing has gone over the wire yet.</p>}
        {shown.map((entry) => (
          <TrafficRow
            key={entry.id}
            entry={entry}
            time={secondOfDay(entry.at)}
            from={NAMES[entry.from]}
            to={NAMES[entry.to]}
          />
        ))}
      </ScrollArea>
    </section>
  );
}
