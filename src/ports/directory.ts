import type { Standing } from '../domain/access.ts';

/** A user group as people know it: `Help Desk`, `@help-desk`. */
export interface UserGroup {
  readonly groupId: string;
  readonly name: string;
  /** Without the `@`. */
  readonly handle: string;
}

/** Who people are and which group they are in, as Slack says now. Nothing is remembered here. */
export interface Directory {
  /**
   * The Slack user ids of a user group; none when it is empty.
   * @throws {GroupUnreadable}
   */
  readGroup(groupId: string): Promise<ReadonlySet<string>>;
  /**
   * The user groups of the workspace that are in use.
   * @throws {GroupUnreadable}
   */
  listGroups(): Promise<readonly UserGroup[]>;
  /** @throws {PersonUnreadable} */
  readStanding(userId: string): Promise<Standing>;
}
