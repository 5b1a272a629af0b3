import type { ConnectionState } from './connection.ts';
import { Icon } from './icons.tsx';

/** Until the first state is there. */
export function Welcome({ connection }: { connection: ConnectionState }) {
  return (
    <main class="welcome">
      <span class="avatar bot">
        <Icon name="sync" size={22} />
      </span>
      <h1>c1-sync sandbox</h1>
      <output>
        {connection === 'lost'
          ? 'The sandbox does not answer. Trying again …'
          : 'Starting Slack, ConductorOne and the app …'}
      </output>
    </main>
  );
}
