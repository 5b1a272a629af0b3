import type { ConnectionState } from './connection.ts';
import { useSession } from './session.ts';

/** What is real here and what is not, and how the app between the two is. */
export function Banner({ connection }: { connection: ConnectionState }) {
  const { slack, c1, mode, app } = useSession().state.reality;
  const lost = connection === 'lost';
  const [dot, said] = lost
    ? ['error', 'reconnecting']
    : app === 'ready'
      ? ['ok', 'ready']
      : app === 'starting'
        ? ['busy', 'starting']
        : ['error', 'stopped'];
  return (
    <section class="banner" aria-label="What is real">
      <span class="pill">
        Slack <b>{slack}</b>
      </span>
      <span class="arrow" aria-hidden="true" />
      <span class="pill app" title={app}>
        <i class={`dot ${dot}`} aria-hidden="true" />
        c1-sync <b>{said}</b>
        <span class="pill-more"> over {mode === 'http' ? 'HTTP' : 'Socket Mode'}</span>
      </span>
      <span class="arrow" aria-hidden="true" />
      <span class="pill">
        C1 <b>{c1}</b>
      </span>
    </section>
  );
}
