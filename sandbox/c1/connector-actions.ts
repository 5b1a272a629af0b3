import type { ConnectorEntry, ConnectorRef } from './catalog.ts';
import { overrideStatus, pauseSync, queueSync, resumeSync } from './sync-changes.ts';
import type { Pause, SyncEnd, SyncStatus } from './sync-life.ts';
import type { Tenant } from './tenant.ts';

/** What can happen to a connector, whether the API or the hand of a test does it. Each tells whoever listens. */

export function startSync(tenant: Tenant, entry: ConnectorEntry): void {
  entry.life = queueSync(entry.life, tenant.clock.now(), { ...tenant.settings, ...entry.times });
  changed(tenant, entry);
}

export function pauseConnector(tenant: Tenant, entry: ConnectorEntry, pause: Partial<Pause> = {}): void {
  const now = tenant.clock.now();
  const byHand = { at: now, reason: 'Paused by an administrator', category: null };
  entry.life = pauseSync(entry.life, now, { ...byHand, ...pause });
  changed(tenant, entry);
}

export function resumeConnector(tenant: Tenant, entry: ConnectorEntry): void {
  entry.life = resumeSync(entry.life, tenant.clock.now(), { ...tenant.settings, ...entry.times });
  changed(tenant, entry);
}

export function showStatus(tenant: Tenant, entry: ConnectorEntry, status: Partial<SyncStatus> | null): void {
  entry.life = overrideStatus(entry.life, tenant.clock.now(), status);
  changed(tenant, entry);
}

export function endNextSync(tenant: Tenant, entry: ConnectorEntry, end: SyncEnd | null): void {
  entry.life = { ...entry.life, nextEnd: end };
  changed(tenant, entry);
}

/** For hands that know their connector exists. */
export function entryOf(tenant: Tenant, ref: ConnectorRef): ConnectorEntry {
  const entry = tenant.catalog.connector(ref);
  if (entry === undefined) throw new Error(`no connector ${ref.appId}/${ref.connectorId} in the sandbox`);
  return entry;
}

function changed(tenant: Tenant, entry: ConnectorEntry): void {
  tenant.emit({ what: 'connector', ref: entry.ref });
}
