import { type Grant, isLive, type Person } from '../domain/access.ts';
import { type AccessRequest, approval, denial, isDecidedBy, type RequestDecision } from '../domain/access-request.ts';
import type { MessagePlace } from '../domain/sync-run.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AccessStore } from '../ports/store.ts';
import { type Access, must } from './access.ts';
import type { AuditedRequests } from './audited-requests.ts';
import { type FitParts, fitSubject } from './fit-subject.ts';
import type { RequestKeeper } from './request-keeper.ts';

/** What came of a manager's answer. Only `decided` changed anything. */
export type Decided =
  | { readonly kind: 'decided' | 'decided-before'; readonly request: AccessRequest }
  /** Nobody decides about their own. */
  | { readonly kind: 'own' }
  /** It is too long ago. */
  | { readonly kind: 'unknown' };

/**
 * Answers to requests for access, for managers only. Both throw NotAllowed, PersonUnreadable and StoreFailed.
 * `seen`: the message they answered at, which is to show the answer as well.
 */
export interface DecideAccess {
  /**
   * @param forMs from now, in milliseconds
   * @throws {UnfitSubject} who asked is no member any more
   */
  approve(by: Person, id: string, forMs: number, seen: MessagePlace | null): Promise<Decided>;
  deny(by: Person, id: string, reason: string | null, seen: MessagePlace | null): Promise<Decided>;
}

export interface DecideAccessParts extends FitParts {
  readonly access: Access;
  readonly requests: AuditedRequests;
  readonly store: AccessStore;
  readonly requestKeeper: RequestKeeper;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
}

export function createDecideAccess(parts: DecideAccessParts): DecideAccess {
  const { access, standings, requests, store, requestKeeper, clock, log, newId } = parts;

  const decide = async (
    by: Person,
    id: string,
    seen: MessagePlace | null,
    write: (request: AccessRequest) => Promise<{ request: AccessRequest; decision: RequestDecision }>,
  ): Promise<Decided> => {
    await access.confirm();
    must(access.manage(by));
    must(await standings.checkStanding(by));
    // Slack may have taken seconds to say.
    must(access.manage(by));
    const waiting = await requests.request(id);
    if (waiting === undefined) return { kind: 'unknown' };
    if (waiting.asker.userId === by.userId) return { kind: 'own' };
    const { request, decision } = await write(waiting);
    const isFirst = isDecidedBy(request, decision);
    if (isFirst) {
      const { state, grantId } = request;
      const fields = { request: id, user: request.asker.userId, by: by.userId, state, grant: grantId };
      log.info(fields, 'a request for access was answered');
    }
    await requestKeeper.care(id, seen);
    return { kind: isFirst ? 'decided' : 'decided-before', request };
  };

  return {
    approve: (by, id, forMs, seen) =>
      decide(by, id, seen, async (waiting) => {
        const { userId, teamId } = waiting.asker;
        await fitSubject({ kind: 'user', userId, teamId }, parts);
        // Slack may have taken seconds to say.
        await access.confirm();
        must(access.manage(by));
        const grant = grantFor(waiting, by, forMs);
        const decision = approval(grant);
        // What else they may do stays: who asks for more must not end up with less.
        const ended = store.grantsOf(grant.subject).filter((one) => !isLive(one, grant.grantedAt));
        const replaces = ended.map((one) => one.id);
        const channelId = seen?.channelId ?? null;
        return { decision, request: await requests.decideRequest(id, decision, grant, replaces, channelId) };
      }),

    deny: (by, id, reason, seen) =>
      decide(by, id, seen, async () => {
        const decision = denial(by, clock.now(), reason);
        const channelId = seen?.channelId ?? null;
        return { decision, request: await requests.decideRequest(id, decision, undefined, undefined, channelId) };
      }),
  };

  function grantFor({ asker, verbs, scope, why }: AccessRequest, by: Person, forMs: number): Grant {
    const now = clock.now();
    return {
      id: newId(),
      subject: { kind: 'user', userId: asker.userId, teamId: asker.teamId },
      role: 'requester',
      verbs,
      scope,
      grantedBy: by.userId,
      grantedAt: now,
      expiresAt: now + forMs,
      reason: why,
    };
  }
}
