import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/log.ts';
import type { AccessStore } from '../ports/store.ts';
import { type Access, createAccess } from './access.ts';
import { GroupList } from './group-list.ts';
import { GroupMembers } from './group-members.ts';
import { GroupReader } from './group-reader.ts';
import { Standings } from './standings.ts';

export interface WhoMayParts {
  readonly store: AccessStore;
  readonly directory: Directory;
  /** C1_SYNC_ADMINS. */
  readonly admins: readonly string[];
  /** C1_SYNC_GUESTS. */
  readonly allowGuests: boolean;
  readonly clock: Clock;
  readonly log: Log;
}

export interface WhoMay {
  readonly access: Access;
  readonly standings: Standings;
  readonly groupMembers: GroupMembers;
  readonly groupList: GroupList;
  /** Has to run for grants of groups to allow anybody anything. */
  readonly groupReader: GroupReader;
}

/** Who may do what: the grants, and what Slack says of the people and groups that have them. */
export function createWhoMay(parts: WhoMayParts): WhoMay {
  const groupMembers = new GroupMembers(parts);
  const standings = new Standings(parts);
  return {
    access: createAccess({ ...parts, groups: groupMembers, standings }),
    standings,
    groupMembers,
    groupList: new GroupList(parts),
    groupReader: new GroupReader({ ...parts, members: groupMembers }),
  };
}
