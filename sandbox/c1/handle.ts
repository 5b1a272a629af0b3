import type { CatalogApp, ConnectorRef } from './catalog.ts';
import type { Credential } from './credential.ts';
import type { CredentialState } from './credentials.ts';
import type { Exchange } from './exchange.ts';
import type { Faults } from './faults.ts';
import type { FederationTrust } from './federation.ts';
import type { TenantSettings } from './settings.ts';
import type { TenantSnapshot } from './snapshot.ts';
import type { Pause, SyncEnd, SyncStatus } from './sync-life.ts';
import type { TimeSource } from './tenant-clock.ts';

export interface StartC1Options {
  /** 0, the default: any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Real time unless given. Nothing ticks: what a connector shows is worked out from this when it is read. */
  readonly clock?: TimeSource;
  /** Default: `demoCatalog(clock.now())`. */
  readonly apps?: readonly CatalogApp[];
  readonly settings?: Partial<TenantSettings>;
  /** How many exchanges the log keeps; 5,000 unless given. */
  readonly logLimit?: number;
}

/** One force_sync that C1 took, whatever the client was told about it. */
export interface ForceSync extends ConnectorRef {
  /** The header as sent, for tests to compare tokens. */
  readonly authorization: string;
  /** The parsed body. */
  readonly body: unknown;
  /** Milliseconds since the epoch by the time source, without skew. */
  readonly at: number;
}

/** What changed, so that a page can ask again for that part only. */
export type Change =
  | { readonly what: 'connector'; readonly ref: ConnectorRef }
  | { readonly what: 'catalog' | 'settings' | 'faults' | 'credentials' }
  | { readonly what: 'traffic'; readonly exchange: Exchange };

/** A running tenant: what it saw, and the hands that make it misbehave. Times are those of the time source, unskewed. */
export interface C1Sandbox {
  /** `http://127.0.0.1:PORT`: C1_BASE_URL. */
  readonly baseUrl: string;
  readonly port: number;
  /** `sandbox-otter-1@127.0.0.1:PORT/spc`: C1_CLIENT_ID. */
  readonly clientId: string;
  /** `secret-token:conductorone.com:v1:…`: C1_CLIENT_SECRET. */
  readonly clientSecret: string;

  /** Every request with its answer, oldest first. Shown fields are masked; `raw` is not, and is left out of its JSON. */
  readonly requests: readonly Exchange[];
  /** Those taken, oldest first. */
  readonly forceSyncs: readonly ForceSync[];
  /** Tokens given out so far. */
  readonly tokenGrants: number;
  /** Forgets requests, forceSyncs and tokenGrants. */
  clearLog(): void;

  readonly faults: Faults;
  readonly settings: Readonly<TenantSettings>;
  configure(settings: Partial<TenantSettings>): void;

  /** Another credential, live beside the first: rotation without downtime. */
  issueCredential(): Credential;
  /** No more tokens for it (default: the first one). Tokens given out stay valid, see {@link revokeTokens}. */
  revokeCredential(clientId?: string): void;
  restoreCredential(clientId?: string): void;
  setCredentialState(state: CredentialState, clientId?: string): void;
  /** A trust of workload federation, with its issuer. */
  createTrust(): FederationTrust;
  /** Disables or enables the service principal of a trust. */
  setTrustEnabled(clientId: string, enabled: boolean): void;
  /** Proofs of possession need new nonces from now on. */
  renewDpopNonces(): void;
  /** Every token given out so far is refused from now on. */
  revokeTokens(): void;
  /** A token as the endpoint would give, without asking it and uncounted: for C1_ACCESS_TOKEN and for tests of the API. */
  mintToken(): string;

  /** Replaces the whole catalogue; syncs under way are gone. */
  setConnectors(apps: readonly CatalogApp[]): void;
  /** By display names; throws unless exactly one connector matches. */
  find(appName: string, connectorName: string): ConnectorRef;
  /** Any field as it shall be shown, until the next sync starts; null: no status at all. Ends a run without an end. */
  setStatus(ref: ConnectorRef, status: Partial<SyncStatus> | null): void;
  pauseConnector(ref: ConnectorRef, pause?: Partial<Pause>): void;
  /** As POST …/resume: clears the pause and queues a sync. */
  resumeConnector(ref: ConnectorRef): void;
  /** Queues a sync as the schedule would. */
  startSync(ref: ConnectorRef): void;
  /** How long the next syncs of one connector take; what is left out is as `settings` says. */
  setSyncTimes(ref: ConnectorRef, times: { readonly queueMs?: number; readonly syncMs?: number }): void;
  nextSyncFails(ref: ConnectorRef, message: string): void;
  /** Any end, unknown statuses too. Used up by the next sync that is queued. null: takes it back. */
  nextSyncEnds(ref: ConnectorRef, end: SyncEnd | null): void;

  /** Everything a page shows but the traffic; JSON-safe and free of secrets. */
  snapshot(): TenantSnapshot;
  /** Returns the way to stop. Time passing is no change: see `nextChangeAt` in the snapshot. */
  onChange(listener: (change: Change) => void): () => void;
  /** Frees the port: connections are reset or refused. State stays. */
  goOffline(): Promise<void>;
  /** Listens on the same port again. */
  goOnline(): Promise<void>;
  /** Ends every connection, pending answers too. Leaves no timer. Resolves at once when called again. */
  close(): Promise<void>;
}
