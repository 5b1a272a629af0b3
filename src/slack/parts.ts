import type { WebClient } from '@slack/web-api';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { Access } from '../use-cases/access.ts';
import type { ConnectorIndex } from '../use-cases/connector-index.ts';
import type { GroupList } from '../use-cases/group-list.ts';
import type { Standings } from '../use-cases/standings.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import type { Installation } from './caller.ts';
import type { InFlight } from './in-flight.ts';
import type { SendFile } from './send-file.ts';
import type { TellPerson } from './tell-person.ts';
import type { TellPlace } from './tell-place.ts';

/** What listeners are made of; `app.ts` puts it together. */
export interface Parts extends Omit<UseCases, 'followers' | 'pickUpOpenRuns'> {
  readonly installation: Installation;
  readonly access: Access;
  readonly standings: Pick<Standings, 'expectSoon' | 'known' | 'checkStanding'>;
  readonly groupList: Pick<GroupList, 'search'>;
  readonly index: ConnectorIndex;
  readonly warmUpC1: () => Promise<void>;
  readonly tellPerson: TellPerson;
  readonly tellPlace: TellPlace;
  readonly sendFile: SendFile;
  /** For what a person waits for: views. */
  readonly slack: WebClient;
  readonly inFlight: InFlight;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly newId: () => string;
}
