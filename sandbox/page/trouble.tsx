import type { ConnectionState } from './connection.ts';
import { Icon } from './icons.tsx';
import { useSession } from './session.ts';

/** What stands in the way of using the app, where nobody can miss it. */
export function Trouble({ connection }: { connection: ConnectionState }) {
  const { app } = useSession().state.reality;
  const said =
    connection === 'lost'
      ? 'The sandbox does not answer; what you see is what it was. Trying again …'
      : app === 'ready' || app === 'starting'
        ? ''
        : `The app is not running: ${app}`;
  return (
    <output class="trouble" hidden={said === ''}>
      {said !== '' && <Icon name="warning" size={18} />}
      <span class="lines">{said}</span>
    </output>
  );
}
