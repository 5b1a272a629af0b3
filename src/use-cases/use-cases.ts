import type { Announcer } from '../ports/announcer.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { C1 } from '../ports/c1.ts';
import type { Clock } from '../ports/clock.ts';
import type { FollowUps, Look } from '../ports/follow-ups.ts';
import type { Log } from '../ports/log.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { RequestAnnouncer } from '../ports/request-announcer.ts';
import type { Store } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';
import type { Access } from './access.ts';
import { createAskForAccess } from './ask-for-access.ts';
import { createAuditTrail } from './audit-trail.ts';
import { auditAttempts } from './audited-attempts.ts';
import { auditFavourites } from './audited-favourites.ts';
import { auditRequests } from './audited-requests.ts';
import { auditRuns } from './audited-runs.ts';
import type { ConnectorIndex } from './connector-index.ts';
import { createReadConnector } from './connector-reader.ts';
import { createConnectorsNow } from './connector-status.ts';
import { countRuns } from './counted-runs.ts';
import { createDecideAccess } from './decide-access.ts';
import { createFollowSync } from './follow-sync.ts';
import { Followers } from './followers.ts';
import type { GroupMembers } from './group-members.ts';
import { createLookAnew } from './look-anew.ts';
import { createLookAtConnectors } from './look-at-connectors.ts';
import { createManageAccess } from './manage-access.ts';
import { createPauseConnector } from './pause-connector.ts';
import { pickUpOpenRuns } from './pick-up.ts';
import { createReadAudit } from './read-audit.ts';
import { Refusals } from './refusals.ts';
import { RequestKeeper } from './request-keeper.ts';
import { createRequestSync } from './request-sync.ts';
import { createResumeConnector } from './resume-connector.ts';
import { createRunHistory } from './run-history.ts';
import type { Standings } from './standings.ts';
import { createTellRun } from './tell-run.ts';

export interface UseCaseParts {
  readonly access: Access;
  readonly standings: Pick<Standings, 'checkStanding' | 'checkNewcomer'>;
  readonly groupMembers: Pick<GroupMembers, 'read'>;
  readonly index: ConnectorIndex;
  readonly c1: C1;
  readonly store: Store;
  readonly audit: AuditLog;
  readonly announcer: Announcer;
  readonly requestAnnouncer: RequestAnnouncer;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly cooldownMs: number;
  readonly followMs: number;
  readonly newId: () => string;
  readonly turns: Turns;
  /** Default: within this process. */
  readonly createFollowUps?: (look: Look) => FollowUps;
  /** 0 to 1. */
  readonly random: () => number;
}

export type UseCases = ReturnType<typeof createUseCases>;

/** Everything a person can ask for, over the ports. */
export function createUseCases(given: UseCaseParts) {
  const { store, metrics } = given;
  const trail = createAuditTrail(given);
  const runs = auditRuns(countRuns(store, metrics), { ...given, trail });
  const requests = auditRequests(store, { trail });
  const ports = { ...given, trail, runs, requests };
  const readConnector = createReadConnector(ports);
  const tellRun = createTellRun(ports);
  const look = createFollowSync({ ...ports, readConnector, tellRun });
  const followers = given.createFollowUps?.(look) ?? new Followers({ ...ports, look });
  const parts = { ...ports, readConnector, tellRun, followers };
  const lookAnew = createLookAnew(parts);
  const pausing = { ...parts, lookAnew };
  const requestKeeper = new RequestKeeper(ports);
  return {
    trail,
    refusals: new Refusals({ ...given, trail }),
    readAudit: createReadAudit(parts),
    runs,
    requests,
    favourites: auditFavourites(store, { trail }),
    tellRun,
    followers,
    requestKeeper,
    requestSync: auditAttempts(createRequestSync(parts), 'sync.requested', ['paused'], parts),
    pauseConnector: auditAttempts(createPauseConnector(pausing), 'connector.paused', ['was-paused'], parts),
    resumeConnector: auditAttempts(createResumeConnector(pausing), 'connector.resumed', ['not-paused'], parts),
    manageAccess: createManageAccess(parts),
    askForAccess: createAskForAccess(parts),
    decideAccess: createDecideAccess({ ...parts, requestKeeper }),
    lookAtConnectors: createLookAtConnectors(parts),
    connectorsNow: createConnectorsNow(parts),
    runHistory: createRunHistory(parts),
    /** What a process that is gone left open goes on. */
    pickUp: async () => {
      requestKeeper.lookNow();
      await pickUpOpenRuns(parts);
    },
  };
}
