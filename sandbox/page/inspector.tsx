import type { TrafficEntry } from '../web/protocol.ts';
import { C1Panel } from './c1-panel.tsx';
import { Traffic } from './traffic.tsx';

interface Props {
  readonly traffic: readonly TrafficEntry[];
  readonly onForget: () => void;
  readonly onClose: () => void;
}

/** What Slack never shows: the other side, and what goes over the wire. */
export function Inspector({ traffic, onForget, onClose }: Props) {
  return (
    <aside
      class="inspector"
      aria-label="Behind the scenes"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && matchMedia('(max-width: 1179px)').matches) onClose();
      }}
    >
      <C1Panel onClose={onClose} />
      <Traffic traffic={traffic} onForget={onForget} />
    </aside>
  );
}
