import {
  ALLOWED,
  type Decision,
  type Grant,
  isLive,
  may,
  mayManage,
  type Person,
  type Verb,
} from '../domain/access.ts';
import type { ConnectorRef } from '../domain/connector.ts';
import { NotAllowed } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { AccessStore } from '../ports/store.ts';
import type { KnownGroups } from './group-members.ts';
import type { Standings } from './standings.ts';

/** Who may do what, now. Answers from memory. */
export interface Access {
  /**
   * Before something is changed: what was taken away by then, in whichever instance, counts no more in the answers that
   * follow. @throws {StoreFailed}
   */
  confirm(): Promise<void>;
  /** May they do this to this connector; without `ref`, to any at all? */
  may(verb: Verb, person: Person, ref?: ConnectorRef): Decision;
  sync(person: Person, ref?: ConnectorRef): Decision;
  view(person: Person, ref?: ConnectorRef): Decision;
  pause(person: Person, ref?: ConnectorRef): Decision;
  manage(person: Person): Decision;
  /** The same question for many connectors, about one moment: the grants are looked up once. */
  admits(verb: Verb, person: Person): (ref: ConnectorRef) => boolean;
  /**
   * Slack user ids of those who can grant access, the operator's (C1_SYNC_ADMINS) first. Who is known to be deactivated is
   * none.
   * @param counts which grants shall count; default: all that hold now
   */
  managers(counts?: (grant: Grant) => boolean): readonly string[];
  isAdmin(userId: string): boolean;
  /** Their own and those of the groups they are known to be in. */
  liveGrantsOf(person: Person): readonly Grant[];
}

export interface AccessParts {
  readonly store: AccessStore;
  /** C1_SYNC_ADMINS: always allowed, and managers. */
  readonly admins: readonly string[];
  readonly clock: Clock;
  /** Without it no group is known, so grants of groups allow nobody. */
  readonly groups?: KnownGroups;
  /** Without it everybody passes for a member. */
  readonly standings?: Pick<Standings, 'known'>;
}

const NO_GROUP_IS_KNOWN: KnownGroups = { membersOf: () => undefined, groupsOf: () => [] };

export function createAccess({ store, admins, clock, groups = NO_GROUP_IS_KNOWN, standings }: AccessParts): Access {
  const isAdmin = (userId: string) => admins.includes(userId);

  const grantsOf = (person: Person): readonly Grant[] => {
    const { userId, teamId } = person;
    const own = store.grantsOf({ kind: 'user', userId, teamId });
    const theirs = groups.groupsOf(userId);
    if (theirs.length === 0) return own;
    return [...own, ...theirs.flatMap((groupId) => store.grantsOf({ kind: 'group', groupId, teamId }))];
  };

  /** What no grant can change; undefined: the grants decide. */
  const beforeGrants = (person: Person): Decision | undefined => {
    if (isAdmin(person.userId)) return ALLOWED;
    const standing = standings?.known(person);
    return standing?.allowed === false ? standing : undefined;
  };

  /** Whether a grant of a group would do that may have this person in it or not: nobody can say now. */
  const mayBeAllowedByAGroup = ({ teamId }: Person, judge: (grants: readonly Grant[]) => Decision): boolean =>
    store
      .grantedGroups()
      .some(
        (group) =>
          group.teamId === teamId &&
          groups.membersOf(group.groupId) === undefined &&
          judge(store.grantsOf(group)).allowed,
      );

  const decide = (person: Person, judge: (grants: readonly Grant[]) => Decision): Decision => {
    const before = beforeGrants(person);
    if (before !== undefined) return before;
    if (!store.areGrantsKnown()) return { allowed: false, reason: 'grants-unknown' };
    const decision = judge(grantsOf(person));
    if (decision.allowed || !mayBeAllowedByAGroup(person, judge)) return decision;
    return { allowed: false, reason: 'group-unknown' };
  };

  const decideOn = (verb: Verb, person: Person, ref?: ConnectorRef): Decision =>
    decide(person, (grants) => may(verb, grants, clock.now(), ref));

  return {
    confirm: () => store.confirmGrants(),
    isAdmin,
    may: decideOn,
    sync: (person, ref) => decideOn('sync', person, ref),
    view: (person, ref) => decideOn('view', person, ref),
    pause: (person, ref) => decideOn('pause', person, ref),
    manage: (person) => decide(person, (grants) => mayManage(grants, clock.now())),
    admits: (verb, person) => {
      const before = beforeGrants(person);
      if (before !== undefined) return () => before.allowed;
      const [grants, now] = [grantsOf(person), clock.now()];
      return (ref) => may(verb, grants, now, ref).allowed;
    },
    liveGrantsOf: (person) => grantsOf(person).filter((grant) => isLive(grant, clock.now())),
    managers: (counts = () => true) => {
      const live = store.grants().filter((grant) => grant.role === 'manager' && isLive(grant, clock.now()));
      const people = live.filter(counts).flatMap(({ subject }) => {
        const ids = subject.kind === 'user' ? [subject.userId] : [...(groups.membersOf(subject.groupId) ?? [])];
        return ids.filter((userId) => standings?.known({ userId, teamId: subject.teamId })?.allowed !== false);
      });
      return [...new Set([...admins, ...people])];
    },
  };
}

/** @throws {NotAllowed} */
export function must(decision: Decision): void {
  if (!decision.allowed) throw new NotAllowed(decision.reason);
}
