import type { ConnectorEntry, ConnectorRef } from './catalog.ts';
import type { CredentialState } from './credentials.ts';
import { nameFault } from './delivery.ts';
import type { Faults } from './faults.ts';
import type { TenantSettings } from './settings.ts';
import { type SyncEnd, type SyncView, viewSync } from './sync-life.ts';
import type { Tenant } from './tenant.ts';

/** A connector as a page shows it; `nextChangeAt` says when to look again. */
export interface ConnectorSnapshot extends SyncView {
  readonly ref: ConnectorRef;
  readonly name: string | null;
  readonly deleted: boolean;
  readonly nextEnd: SyncEnd | null;
}

export interface AppSnapshot {
  readonly id: string;
  readonly name: string | null;
  readonly deleted: boolean;
  readonly connectors: readonly ConnectorSnapshot[];
}

export interface FaultSnapshot {
  readonly id: number;
  readonly route: string;
  /** In words. */
  readonly fault: string;
  /** null: always. */
  readonly times: number | null;
}

/** The tenant as a page shows it. Times are those of the time source; no secret is in it. */
export interface TenantSnapshot {
  readonly now: number;
  readonly settings: TenantSettings;
  readonly credentials: readonly { readonly clientId: string; readonly state: CredentialState }[];
  readonly liveTokens: number;
  readonly tokenGrants: number;
  readonly forceSyncs: number;
  readonly faults: readonly FaultSnapshot[];
  readonly apps: readonly AppSnapshot[];
}

export function takeSnapshot(tenant: Tenant, faults: Faults): TenantSnapshot {
  const now = tenant.clock.now();
  return {
    now,
    settings: tenant.settings,
    credentials: tenant.credentials.all().map(({ clientId, state }) => ({ clientId, state })),
    liveTokens: tenant.tokens.liveCount(),
    tokenGrants: tenant.tokenGrants,
    forceSyncs: tenant.forceSyncs.length,
    faults: faults.active.map(({ id, route, fault, left }) => ({
      id,
      route: String(route),
      fault: nameFault(fault),
      times: Number.isFinite(left) ? left : null,
    })),
    apps: tenant.catalog.apps.map(({ made, connectors }) => ({
      id: made.id,
      name: made.displayName,
      deleted: made.deletedAt !== undefined,
      connectors: connectors.map((entry) => connectorSnapshot(entry, now)),
    })),
  };
}

function connectorSnapshot({ ref, made, life }: ConnectorEntry, now: number): ConnectorSnapshot {
  const name = made.displayName;
  return { ref, name, deleted: made.deletedAt !== undefined, nextEnd: life.nextEnd, ...viewSync(life, now) };
}
