/** The two ids C1 addresses a connector by. Both are opaque; in practice 27 letters and digits (KSUIDs). */
export interface ConnectorRef {
  readonly appId: string;
  readonly connectorId: string;
}

/**
 * What C1 last said about a connector's sync. The enum is open: a value this version does not know is `unknown`,
 * never an error.
 */
export type SyncState = 'unspecified' | 'running' | 'done' | 'error' | 'disabled' | 'unknown';

/** Times are milliseconds since the epoch by C1's clock. Compare them with each other, never with ours. */
export interface ConnectorStatus {
  readonly state: SyncState;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
  readonly updatedAt: number | null;
  /** May be left over from an earlier run. */
  readonly lastError: string | null;
}

export interface Pause {
  /** Milliseconds since the epoch by C1's clock. */
  readonly since: number | null;
  readonly reason: string | null;
}

/** When C1 syncs by itself. */
export interface Schedule {
  /** A cron expression. */
  readonly cron: string;
  /** An IANA time zone; null: UTC. */
  readonly timeZone: string | null;
}

export interface Connector extends ConnectorRef {
  /** As C1 has it: may be empty, long, in any script, and may hold Slack's control sequences. */
  readonly name: string;
  readonly status: ConnectorStatus;
  readonly paused: Pause | null;
  /** Null: C1 does not say. */
  readonly schedule: Schedule | null;
}

/** An application in C1; connectors belong to one. */
export interface App {
  readonly id: string;
  readonly name: string;
}

/** A connector as people know it. */
export interface NamedConnector extends Connector {
  readonly appName: string;
  /** `App / Connector` on one line, unique in the tenant, at most {@link LABEL_LENGTH} UTF-16 units. */
  readonly label: string;
  /** When C1 was read for this, milliseconds since the epoch, our clock. */
  readonly seenAt: number;
}

/** The text of a Slack option holds 75 characters (Block Kit reference, option object). */
export const LABEL_LENGTH = 75;

/** One string for both ids; `/` cannot occur in an id that {@link isConnectorId} accepts. */
export function connectorKey(ref: ConnectorRef): string {
  return `${ref.appId}/${ref.connectorId}`;
}

export function parseConnectorKey(key: string): ConnectorRef | undefined {
  const [appId = '', connectorId = '', ...rest] = key.split('/');
  return rest.length === 0 && isConnectorId(appId) && isConnectorId(connectorId) ? { appId, connectorId } : undefined;
}

/**
 * Whether a string can stand in C1's URL path as an id. An empty one is answered by C1 with a redirect to the parent
 * collection, which looks like success; `.` and `..` are rewritten by URL parsers.
 */
export function isConnectorId(id: string): boolean {
  return id !== '.' && id !== '..' && /^[^\s/\\?#%\p{C}]{1,128}$/u.test(id);
}
