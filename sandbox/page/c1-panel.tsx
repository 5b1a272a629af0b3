import { useMemo } from 'preact/hooks';
import type { AppSnapshot, TenantSnapshot } from '../c1/snapshot.ts';
import { C1Switches } from './c1-switches.tsx';
import { ConnectorRow } from './connector-row.tsx';
import { Icon } from './icons.tsx';
import { ScrollArea } from './scroll-area.tsx';
import { useSession } from './session.ts';
import { useNow } from './use-now.ts';

/** The tenant as C1 itself sees it, and the hands that make it misbehave. */
export function C1Panel({ onClose }: { onClose: () => void }) {
  const { c1 } = useSession().state;
  return (
    <section class="c1-panel" aria-label="ConductorOne tenant" data-testid="c1-panel">
      <div class="pane-head">
        <h2>ConductorOne</h2>
        {c1 && (
          <span class="pane-sub">
            {c1.forceSyncs} forced {c1.forceSyncs === 1 ? 'sync' : 'syncs'} · {c1.tokenGrants} token{' '}
            {c1.tokenGrants === 1 ? 'grant' : 'grants'}
          </span>
        )}
        <button type="button" class="button icon-only" aria-label="Close the panel" onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      </div>
      {c1 ? (
        <Tenant c1={c1} />
      ) : (
        <p class="inspector-empty">A real tenant: look at it in ConductorOne. Nothing can be switched here.</p>
      )}
    </section>
  );
}

function Tenant({ c1 }: { c1: TenantSnapshot }) {
  const now = useNow(1_000);
  // The tenant's time, by a clock that goes on between two snapshots.
  const ahead = useMemo(() => c1.now - Date.now(), [c1]);
  const time = Math.max(c1.now, now + ahead);
  return (
    <ScrollArea class="inspector-scroll" label="Switches, apps and connectors">
      <C1Switches c1={c1} />
      {c1.apps.map((app) => (
        <AppPart key={app.id} app={app} now={time} />
      ))}
    </ScrollArea>
  );
}

function AppPart({ app, now }: { app: AppSnapshot; now: number }) {
  const live = app.connectors.filter(({ deleted }) => !deleted);
  return (
    <section class={app.deleted ? 'c1-app deleted' : 'c1-app'} aria-label={app.name ?? 'App without a name'}>
      <h3>
        {app.name ?? 'App without a name'}
        {app.deleted && <span class="tag">deleted</span>}
      </h3>
      {app.connectors.length === 0 && <p class="c1-none">No connectors</p>}
      <ul>
        {app.connectors.map((connector) => (
          <ConnectorRow
            key={connector.ref.connectorId}
            connector={connector}
            now={now}
            twin={live.filter(({ name }) => name === connector.name).length > 1}
          />
        ))}
      </ul>
    </section>
  );
}
