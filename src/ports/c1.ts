import type { App, Connector, ConnectorRef } from '../domain/connector.ts';

/**
 * ConductorOne, as far as we need it. Every method rejects with a C1SyncError of `domain/errors.ts`:
 * CredentialRefused, ConnectorGone, C1RateLimited, C1Rejected or C1Unavailable.
 */
export interface C1 {
  /** Every application, deleted ones left out. */
  listApps(signal?: AbortSignal): Promise<readonly App[]>;
  /** Every connector of one application, deleted ones left out. */
  listConnectors(appId: string, signal?: AbortSignal): Promise<readonly Connector[]>;
  /** Sent once (a 401 aside): the caller decides when to look again. */
  getConnector(ref: ConnectorRef, signal?: AbortSignal): Promise<Connector>;
  /**
   * Queues a sync. Resolves only when C1 said so in the form it documents. Sent once: repeated by itself only where
   * the first sending certainly had no effect (401, 429).
   */
  forceSync(ref: ConnectorRef): Promise<void>;
  /** Stops syncs and provisioning of a connector. Sent once, as forceSync. */
  pause(ref: ConnectorRef): Promise<void>;
  /** Takes a pause away; C1 then queues a sync by itself. Sent once, as forceSync. */
  resume(ref: ConnectorRef): Promise<void>;
  /** Fetches the access token and opens a connection, so that the next call pays for neither. Never rejects. */
  warmUp(): Promise<void>;
}
