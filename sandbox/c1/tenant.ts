import { type AccessTokens, createAccessTokens } from './access-tokens.ts';
import { type Catalog, createCatalog } from './catalog.ts';
import { demoCatalog } from './catalog-demo.ts';
import { type Credentials, createCredentials } from './credentials.ts';
import { createDpopMemory, type DpopMemory } from './dpop.ts';
import { createFederation, type Federation } from './federation.ts';
import type { Change, ForceSync, StartC1Options } from './handle.ts';
import { DEFAULT_SETTINGS, type TenantSettings } from './settings.ts';
import type { TimeSource } from './tenant-clock.ts';

/** The state every route works on. */
export interface Tenant {
  readonly clock: TimeSource;
  /** `127.0.0.1`: the audience of an assertion. */
  readonly hostname: string;
  /** What the addresses in proofs begin with. */
  readonly origin: string;
  readonly credentials: Credentials;
  readonly federation: Federation;
  readonly dpop: DpopMemory;
  readonly tokens: AccessTokens;
  catalog: Catalog;
  settings: TenantSettings;
  forceSyncs: ForceSync[];
  tokenGrants: number;
  readonly emit: (change: Change) => void;
}

export function createTenant(
  options: StartC1Options,
  address: { readonly hostname: string; readonly port: number },
  emit: (change: Change) => void,
): Tenant {
  const clock = options.clock ?? Date;
  const host = `${address.hostname}:${address.port}`;
  return {
    clock,
    hostname: address.hostname,
    origin: `http://${host}`,
    credentials: createCredentials(host),
    federation: createFederation(host, clock),
    dpop: createDpopMemory(),
    tokens: createAccessTokens(clock),
    catalog: createCatalog(options.apps ?? demoCatalog(clock.now())),
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    forceSyncs: [],
    tokenGrants: 0,
    emit,
  };
}
