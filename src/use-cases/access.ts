import { type Decision, type Grant, isLive, mayManage, maySync, type Person } from '../domain/access.ts';
import type { ConnectorRef } from '../domain/connector.ts';
import { NotAllowed } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccessStore } from '../ports/store.ts';

/** Who may do what, now. Answers from memory. */
export interface Access {
  /** May they sync this connector; without `ref`, may they sync anything? */
  sync(person: Person, ref?: ConnectorRef): Decision;
  manage(person: Person): Decision;
  /** Slack user ids of those who can grant access, the operator's (C1_SYNC_ADMINS) first. */
  managers(): readonly string[];
  isAdmin(userId: string): boolean;
  liveGrantsOf(person: Person): readonly Grant[];
}

export function createAccess({
  store,
  admins,
  clock,
}: {
  store: AccessStore;
  /** C1_SYNC_ADMINS: always allowed, and managers. */
  admins: readonly string[];
  clock: Clock;
}): Access {
  const isAdmin = (userId: string) => admins.includes(userId);
  return {
    isAdmin,
    sync: (person, ref) =>
      isAdmin(person.userId) ? { allowed: true } : maySync(store.grantsOf(person), clock.now(), ref),
    manage: (person) => (isAdmin(person.userId) ? { allowed: true } : mayManage(store.grantsOf(person), clock.now())),
    liveGrantsOf: (person) => store.grantsOf(person).filter((grant) => isLive(grant, clock.now())),
    managers: () => {
      const granted = store.grants().filter((grant) => grant.role === 'manager' && isLive(grant, clock.now()));
      return [...new Set([...admins, ...granted.map((grant) => grant.subject.userId)])];
    },
  };
}

/** @throws {NotAllowed} */
export function must(decision: Decision): void {
  if (!decision.allowed) throw new NotAllowed(decision.reason);
}
