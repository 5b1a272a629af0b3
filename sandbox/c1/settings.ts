/** What a tenant is like; all of it may change while it runs. */
export interface TenantSettings {
  /** read-only: may list, may not sync (c1-api 4.3, Read-Only Administrator). */
  readonly role: 'connector-admin' | 'read-only';
  /** `expires_in` of new tokens (c1-api 4.4: docs show 600, 1800 and 3600). */
  readonly tokenLifetimeSeconds: number;
  /** The tenant's clock is this far ahead of the time source: its `Date` header, its timestamps, its reading of exp. */
  readonly skewMs: number;
  /** Every answer is this late, in real time. */
  readonly latencyMs: number;
  /** From force_sync to RUNNING. Infinity: the connector is offline (c1-api 4.2). */
  readonly queueMs: number;
  /** From RUNNING to the end. Infinity: it hangs. */
  readonly syncMs: number;
  /** Whether proofs of possession have to hold the newest nonce (RFC 9449 sections 8 and 9). */
  readonly dpopNonces: boolean;
  /** Not established for C1 (c1-api, last section): refused, or accepted without a sync. */
  readonly forceSyncWhilePaused: 400 | 409 | 'accepted';
}

export const DEFAULT_SETTINGS: TenantSettings = {
  role: 'connector-admin',
  tokenLifetimeSeconds: 3600,
  skewMs: 0,
  latencyMs: 0,
  queueMs: 1_500,
  syncMs: 8_000,
  dpopNonces: true,
  forceSyncWhilePaused: 400,
};
