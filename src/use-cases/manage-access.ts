import {
  type Grant,
  isLive,
  type Person,
  type Role,
  type Scope,
  type Subject,
  sameScope,
  subjectKey,
  type Verb,
} from '../domain/access.ts';
import { LastManager } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AccessStore } from '../ports/store.ts';
import type { Turns } from '../ports/turns.ts';
import { type Access, must } from './access.ts';
import type { AuditTrail } from './audit-trail.ts';
import { aboutGrant, aboutGrants } from './audited-grant.ts';
import { type FitParts, fitSubject } from './fit-subject.ts';

export interface NewGrant {
  readonly subject: Subject;
  readonly role: Role;
  /** Of a requester; those of a manager do not matter. */
  readonly verbs: readonly Verb[];
  readonly scope: Scope;
  /** How long from now, in milliseconds; null: until revoked. */
  readonly forMs: number | null;
  readonly reason: string | null;
}

export interface Granted {
  readonly grant: Grant;
  /** Live grants that it stands in for. */
  readonly replaced: readonly Grant[];
  /** How many people are in the group now; null: it is for one person. */
  readonly people: number | null;
}

export interface ManageAccessParts extends FitParts {
  readonly access: Access;
  readonly store: AccessStore;
  readonly trail: Pick<AuditTrail, 'note' | 'recordAndDo'>;
  /** Two managers who take each other's access away at the same time must not both succeed. */
  readonly turns: Turns;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
}

/**
 * Changes to who may, for managers only. Each method throws NotAllowed and what it names itself; those that change
 * something also PersonUnreadable (Slack does not say who the manager is) and StoreFailed. `channelId`: the Slack
 * conversation they did it in, for the audit trail; none where it was done in none.
 */
export interface ManageAccess {
  /**
   * A grant of the same role and scope is replaced: what it allows and when it ends is as said last.
   * @throws {UnfitSubject | GroupUnreadable} it could allow nobody anything
   * @throws {LastManager} it would set an end to the last one who manages without end
   */
  allow(by: Person, wanted: NewGrant, channelId?: string | null): Promise<Granted>;
  /** Takes away every grant of a person or group; resolves to those that were live. @throws {LastManager} */
  revoke(by: Person, subject: Subject, channelId?: string | null): Promise<readonly Grant[]>;
  /** Takes away one grant; resolves to it, if it was live. @throws {LastManager} */
  remove(by: Person, id: string): Promise<Grant | undefined>;
  /** The live grants. */
  who(by: Person): readonly Grant[];
}

export function createManageAccess(parts: ManageAccessParts): ManageAccess {
  const { access, standings, store, trail, turns, clock, log, newId } = parts;

  return {
    async allow(by, wanted, channelId = null) {
      await mustManage(by);
      const people = await fitSubject(wanted.subject, parts);
      return inTurn(by, () => give(by, wanted, people, channelId));
    },

    async revoke(by, subject, channelId = null) {
      await mustManage(by);
      return inTurn(by, async () => {
        const held = store.grantsOf(subject);
        const nothing = { action: 'access.revoked', result: 'not-done', why: 'not-granted' } as const;
        if (held.length === 0) await trail.note({ ...nothing, actor: by, channelId, subject });
        return takeAway(by, held, channelId);
      });
    },

    async remove(by, id) {
      await mustManage(by);
      const [taken] = await inTurn(by, () => {
        const named = store.grants().filter((grant) => grant.id === id);
        return takeAway(by, named, null);
      });
      return taken;
    },

    who(by) {
      must(access.manage(by));
      return store.grants().filter((grant) => isLive(grant, clock.now()));
    },
  };

  async function mustManage(by: Person): Promise<void> {
    await access.confirm();
    must(access.manage(by));
    must(await standings.checkStanding(by));
  }

  /** Slack may have taken seconds to say who they are, and whoever was before them may have taken their right. */
  function inTurn<T>(by: Person, work: () => Promise<T>): Promise<T> {
    return turns.take('grants', async () => {
      await access.confirm();
      must(access.manage(by));
      return work();
    });
  }

  async function give(by: Person, wanted: NewGrant, people: number | null, channelId: string | null): Promise<Granted> {
    const now = clock.now();
    const { subject, role, verbs, scope, forMs, reason } = wanted;
    const held = store.grantsOf(subject);
    const same = (grant: Grant) => grant.role === role && sameScope(grant.scope, scope);
    const replaced = held.filter((grant) => isLive(grant, now) && same(grant));
    const ended = held.filter((grant) => !isLive(grant, now));
    const grant: Grant = {
      id: newId(),
      subject,
      role,
      verbs,
      scope,
      grantedBy: by.userId,
      grantedAt: now,
      expiresAt: forMs === null ? null : now + forMs,
      reason,
    };
    const outdated = [...ended, ...replaced].map(({ id }) => id);
    if (role !== 'manager' || forMs !== null) keepAManager(outdated);
    const granting = { action: 'access.granted', actor: by, channelId, subject, ...aboutGrant(grant) } as const;
    await trail.recordAndDo(granting, () => store.addGrant(grant, outdated));
    const fields = { grant: grant.id, subject: subjectKey(subject), by: by.userId, role, verbs, scope: scope.kind };
    log.info(fields, 'access granted');
    return { grant, replaced, people };
  }

  /** Resolves to those that were live. */
  async function takeAway(by: Person, grants: readonly Grant[], channelId: string | null): Promise<readonly Grant[]> {
    const ids = grants.map(({ id }) => id);
    keepAManager(ids);
    const live = grants.filter((grant) => isLive(grant, clock.now()));
    const subject = grants[0]?.subject;
    if (subject !== undefined) {
      const revoking = { action: 'access.revoked', actor: by, channelId, subject, ...aboutGrants(grants) } as const;
      await trail.recordAndDo(revoking, () => store.removeGrants(ids));
    }
    const subjects = [...new Set(grants.map(({ subject }) => subjectKey(subject)))];
    log.info({ subjects, by: by.userId, grants: ids.length }, 'access revoked');
    return live;
  }

  /**
   * Whoever changes grants is a manager, so there is one now. One whose right ends by itself is none to rely on, as long
   * as there are others.
   */
  function keepAManager(outdated: readonly string[]): void {
    const gone = new Set(outdated);
    const stays = ({ id }: Grant) => !gone.has(id);
    const lasts = ({ expiresAt }: Grant) => expiresAt === null;
    const left = access.managers(access.managers(lasts).length > 0 ? (grant) => lasts(grant) && stays(grant) : stays);
    if (left.length === 0) throw new LastManager('the last manager cannot be removed');
  }
}
