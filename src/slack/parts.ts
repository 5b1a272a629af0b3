import type { WebClient } from '@slack/web-api';
import type { Announcer } from '../ports/announcer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { RunStore } from '../ports/store.ts';
import type { Access } from '../use-cases/access.ts';
import type { ConnectorIndex } from '../use-cases/connector-index.ts';
import type { LookAtConnectors } from '../use-cases/look-at-connectors.ts';
import type { ManageAccess } from '../use-cases/manage-access.ts';
import type { RequestSync } from '../use-cases/request-sync.ts';
import type { Installation } from './caller.ts';
import type { InFlight } from './in-flight.ts';
import type { TellPerson } from './tell-person.ts';

/** What listeners are made of; `app.ts` puts it together. */
export interface Parts {
  readonly installation: Installation;
  readonly access: Access;
  readonly index: ConnectorIndex;
  readonly requestSync: RequestSync;
  readonly manageAccess: ManageAccess;
  readonly lookAtConnectors: LookAtConnectors;
  readonly warmUpC1: () => Promise<void>;
  readonly runs: RunStore;
  readonly announcer: Announcer;
  readonly tellPerson: TellPerson;
  /** For what a person waits for: views. */
  readonly slack: WebClient;
  readonly inFlight: InFlight;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
}
