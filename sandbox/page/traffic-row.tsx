import { useState } from 'preact/hooks';
import type { TrafficEntry } from '../web/protocol.ts';

interface Props {
  readonly entry: TrafficEntry;
  readonly time: string;
  readonly from: string;
  readonly to: string;
}

/** One request in a line; what was sent and answered unfolds. */
export function TrafficRow({ entry, time, from, to }: Props) {
  const [open, setOpen] = useState(false);
  const { what, outcome, ms, request, response } = entry;
  return (
    <details
      class="request"
      data-testid="request"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
        if (currentTarget.open) requestAnimationFrame(() => currentTarget.scrollIntoView({ block: 'nearest' }));
      }}
    >
      <summary>
        <span class="request-way">
          <time>{time}</time> {from} → {to}
        </span>
        <span class="request-end">
          <span class={`request-outcome ${toneOf(outcome)}`}>{outcome}</span>
          {ms !== null && !outcome.includes(' ms') && <span class="request-ms">{Math.round(ms)} ms</span>}
        </span>
        <span class="request-what" title={what}>
          {shortened(what)}
        </span>
      </summary>
      {open && (
        <div class="request-more">
          <h3>Sent</h3>
          <pre>{request || '(nothing)'}</pre>
          <h3>Answered</h3>
          <pre>{response || '(nothing)'}</pre>
        </div>
      )}
    </details>
  );
}

/** Ids of 27 letters leave no room for what differs. */
function shortened(what: string): string {
  return what.replace('/api/v1/', '/').replace(/\b\w{24,}\b/g, (id) => `…${id.slice(-4)}`);
}

function toneOf(outcome: string): 'good' | 'bad' | 'plain' {
  if (/^(2\d\d|ok|acked)/.test(outcome)) return 'good';
  return outcome === 'waiting' ? 'plain' : 'bad';
}
