import type { Changes } from './changes.ts';
import type { Faults } from './faults.ts';
import type { Messages } from './messages.ts';
import type { ApiCall, Delivery, Ping } from './observed.ts';
import type { OpenViews } from './open-views.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Tokens } from './tokens.ts';
import type { Triggers } from './triggers.ts';
import type { Uploads } from './uploads.ts';
import type { Workspace } from './workspace-model.ts';

/** Everything the sandbox remembers; what the Web API and the gestures share. */
export interface World {
  readonly appId: string;
  readonly botId: string;
  readonly commands: readonly string[];
  readonly shouldEscape: boolean;
  readonly workspace: Workspace;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly uploads: Uploads;
  readonly messages: Messages;
  readonly views: OpenViews;
  readonly changes: Changes;
  readonly log: { apiCalls: ApiCall[]; deliveries: Delivery[]; pings: Ping[] };
  now(): number;
  nextTs(): string;
  /** A one-use WebSocket URL; apps.connections.open hands it out. */
  socketUrl(): string;
}
