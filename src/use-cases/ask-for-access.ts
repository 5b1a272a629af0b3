import type { Person, Scope, Verb } from '../domain/access.ts';
import { type AccessRequest, mayAsk, type RequestObstacle } from '../domain/access-request.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AccessRequestStore } from '../ports/store.ts';
import { type Access, must } from './access.ts';
import type { Standings } from './standings.ts';

/** What somebody asks to be allowed. */
export interface AccessWish {
  readonly verbs: readonly Verb[];
  readonly scope: Scope;
  /** In milliseconds; null: until revoked. */
  readonly forMs: number | null;
  /** One line, not empty. */
  readonly why: string;
  /** The Slack conversation they ask in; null: none. */
  readonly channelId: string | null;
}

export type Asked = { readonly why: 'asked'; readonly request: AccessRequest } | RequestObstacle;

/** Both throw NotAllowed for whom no manager could allow anything (guests, people who left), and PersonUnreadable. */
export interface AskForAccess {
  /** May this person ask, and so be shown what there is to ask for? */
  check(asker: Person): Promise<void>;
  /**
   * Records that somebody asks; managers are told of it by the RequestKeeper.
   * @throws {StoreFailed} it is not recorded
   */
  ask(asker: Person, wish: AccessWish): Promise<Asked>;
}

export function createAskForAccess(parts: {
  access: Access;
  standings: Pick<Standings, 'checkStanding'>;
  requests: AccessRequestStore;
  clock: Clock;
  log: Log;
  newId: () => string;
}): AskForAccess {
  const { access, standings, requests, clock, log, newId } = parts;

  const check = async (asker: Person): Promise<void> => {
    must(mayAsk(access.view(asker)));
    must(await standings.checkStanding(asker));
  };

  const ask = async (asker: Person, { verbs, scope, forMs, why, channelId }: AccessWish): Promise<Asked> => {
    await check(asker);
    const request: AccessRequest = {
      id: newId(),
      asker,
      verbs,
      scope,
      forMs,
      why,
      askedAt: clock.now(),
      channelId,
      state: 'waiting',
      decidedBy: null,
      decidedAt: null,
      denyReason: null,
      grantId: null,
      expiresAt: null,
      places: [],
      toldAt: null,
    };
    const obstacle = await requests.addRequest(request);
    if (obstacle !== undefined) return obstacle;
    log.info({ request: request.id, user: asker.userId, scope: scope.kind, verbs }, 'access was asked for');
    return { why: 'asked', request };
  };

  return { check, ask };
}
