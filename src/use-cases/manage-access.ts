import { type Grant, isLive, type Person, type Role, type Scope, sameScope } from '../domain/access.ts';
import { LastManager } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AccessStore } from '../ports/store.ts';
import { type Access, must } from './access.ts';

export interface NewGrant {
  readonly subject: Person;
  readonly role: Role;
  readonly scope: Scope;
  /** How long from now, in milliseconds; null: until revoked. */
  readonly forMs: number | null;
}

export interface ManageAccessParts {
  readonly access: Access;
  readonly store: AccessStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
}

/** Changes to who may, for managers only. Each method throws NotAllowed, StoreFailed and what it names itself. */
export interface ManageAccess {
  /** A grant of the same role and scope is replaced: the new end counts. */
  allow(by: Person, wanted: NewGrant): Promise<Grant>;
  /** Takes away every grant of a person; resolves to those that were live. @throws {LastManager} */
  revoke(by: Person, subject: Person): Promise<readonly Grant[]>;
  /** The live grants. */
  who(by: Person): readonly Grant[];
}

export function createManageAccess({ access, store, clock, log, newId }: ManageAccessParts): ManageAccess {
  return {
    async allow(by, { subject, role, scope, forMs }) {
      must(access.manage(by));
      const now = clock.now();
      const held = store.grantsOf(subject);
      const outdated = held.filter(
        (grant) => !isLive(grant, now) || (grant.role === role && sameScope(grant.scope, scope)),
      );
      const grant: Grant = {
        id: newId(),
        subject,
        role,
        scope,
        grantedBy: by.userId,
        grantedAt: now,
        expiresAt: forMs === null ? null : now + forMs,
        reason: null,
      };
      await store.addGrant(
        grant,
        outdated.map(({ id }) => id),
      );
      log.info({ grant: grant.id, user: subject.userId, by: by.userId, role, scope: scope.kind }, 'access granted');
      return grant;
    },

    async revoke(by, subject) {
      must(access.manage(by));
      const held = store.grantsOf(subject);
      guardLastManager(subject);
      const live = held.filter((grant) => isLive(grant, clock.now()));
      if (held.length > 0) await store.removeGrants(held.map(({ id }) => id));
      log.info({ user: subject.userId, by: by.userId, grants: held.length }, 'access revoked');
      return live;
    },

    who(by) {
      must(access.manage(by));
      return store.grants().filter((grant) => isLive(grant, clock.now()));
    },
  };

  function guardLastManager(subject: Person): void {
    const managers = access.managers();
    if (managers.length === 1 && managers[0] === subject.userId && !access.isAdmin(subject.userId)) {
      throw new LastManager('the last manager cannot be removed');
    }
  }
}
