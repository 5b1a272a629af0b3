import type { Grant } from '../domain/access.ts';
import { type AccessRequest, isDecidedBy, type RequestDecision, type RequestState } from '../domain/access-request.ts';
import type { AuditAction } from '../domain/audit.ts';
import type { AccessRequestStore } from '../ports/store.ts';
import type { AuditTrail, Happening } from './audit-trail.ts';
import { aboutGrant, aboutScope, namesOf } from './audited-grant.ts';

const DECIDED_AS: Readonly<Record<Exclude<RequestState, 'waiting'>, AuditAction>> = {
  approved: 'access.approved',
  denied: 'access.denied',
  lapsed: 'access.lapsed',
};

/** As the store, and `channelId` is the Slack conversation that a request was decided in. */
export interface AuditedRequests extends AccessRequestStore {
  decideRequest(
    id: string,
    decision: RequestDecision,
    grant?: Grant,
    replaces?: readonly string[],
    channelId?: string | null,
  ): Promise<AccessRequest>;
}

/** Requests for access with their trail: each step is recorded before it is taken, and not taken without. */
export function auditRequests(requests: AccessRequestStore, { trail }: { trail: AuditTrail }): AuditedRequests {
  return {
    async addRequest(request) {
      const asked = askedOf(request);
      const obstacle = await trail.recordAndDo(asked, () => requests.addRequest(request));
      if (obstacle !== undefined) await trail.note({ ...asked, result: 'not-done', why: obstacle.why });
      return obstacle;
    },

    async decideRequest(id, decision, grant, replaces, channelId = null) {
      const waiting = await requests.request(id);
      if (waiting === undefined) return requests.decideRequest(id, decision, grant, replaces);
      const { connector, details } = grant === undefined ? aboutScope(waiting.scope) : aboutGrant(grant);
      const reason = decision.denyReason === null ? {} : { reason: decision.denyReason };
      const deciding = {
        ...decisionOf(waiting, decision),
        channelId,
        connector,
        details: { request: id, ...details, ...reason },
      };
      const decided = await trail.recordAndDo(deciding, () => requests.decideRequest(id, decision, grant, replaces));
      // Somebody else was faster, or it was too late.
      const isOther = !isDecidedBy(decided, decision);
      if (isOther) await trail.note({ ...deciding, result: 'not-done', why: decided.state });
      return decided;
    },

    changeRequest: (id, change) => requests.changeRequest(id, change),
    request: (id) => requests.request(id),
    requestsBy: (person, limit) => requests.requestsBy(person, limit),
    openRequests: () => requests.openRequests(),
  };
}

function askedOf({ id, asker, channelId, scope, verbs, forMs, why }: AccessRequest): Happening {
  const { connector, details } = aboutScope(scope);
  const length = forMs === null ? 'until revoked' : `${forMs / 60_000} minutes`;
  return {
    action: 'access.requested',
    actor: asker,
    channelId,
    subject: { kind: 'user', ...asker },
    connector,
    details: { request: id, verbs: namesOf(verbs), ...details, for: length, reason: why },
  };
}

/** Nobody decides that time is over: c1-sync itself. */
function decisionOf({ asker }: AccessRequest, { state, decidedBy }: RequestDecision): Happening {
  return {
    action: DECIDED_AS[state],
    actor: decidedBy === null ? null : { userId: decidedBy, teamId: asker.teamId },
    subject: { kind: 'user', ...asker },
  };
}
