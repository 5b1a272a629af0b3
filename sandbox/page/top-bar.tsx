import { useState } from 'preact/hooks';
import { NotDone, startOver } from './api.ts';
import { Banner } from './banner.tsx';
import type { ConnectionState } from './connection.ts';
import { Icon } from './icons.tsx';
import { PersonSwitcher } from './person-switcher.tsx';
import { useSession } from './session.ts';
import { ThemeToggle } from './theme-toggle.tsx';

interface Props {
  readonly connection: ConnectionState;
  readonly panel: boolean;
  readonly drawer: boolean;
  readonly onPanel: () => void;
  readonly onDrawer: () => void;
  readonly onStartedOver: () => void;
}

export function TopBar({ connection, panel, drawer, onPanel, onDrawer, onStartedOver }: Props) {
  const hasPeople = useSession().state.people.length > 0;
  return (
    <header class="top-bar">
      {hasPeople && (
        <button
          type="button"
          class="bar-button drawer-button"
          aria-label="Channels"
          aria-expanded={drawer}
          onClick={onDrawer}
        >
          <Icon name="menu" />
        </button>
      )}
      <Banner connection={connection} />
      <div class="bar-tools">
        {hasPeople && <PersonSwitcher />}
        <StartOver onStartedOver={onStartedOver} />
        <ThemeToggle />
        <button
          type="button"
          class="bar-button"
          aria-label="ConductorOne panel"
          title="ConductorOne tenant and requests"
          aria-expanded={panel}
          data-testid="panel-toggle"
          onClick={onPanel}
        >
          <Icon name="panel" />
        </button>
      </div>
    </header>
  );
}

function StartOver({ onStartedOver }: { onStartedOver: () => void }) {
  const { tell } = useSession();
  const [busy, setBusy] = useState(false);
  const press = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await startOver();
      onStartedOver();
      tell({ kind: 'info', text: 'A fresh workspace, tenant and store.' });
    } catch (error) {
      if (!(error instanceof NotDone)) throw error;
      tell({ kind: 'error', text: error.message });
    }
    setBusy(false);
  };
  return (
    <button
      type="button"
      class="bar-button with-text"
      title="A fresh workspace, tenant and store"
      aria-busy={busy}
      onClick={() => void press()}
    >
      <Icon name="restart" size={18} />
      <span>Start over</span>
    </button>
  );
}
