/** `stranger`: of another team, met in a shared channel (docs.slack.dev/apis/slack-connect). */
export type PersonKind = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly teamId: string;
  kind: PersonKind;
  admin: boolean;
  email: string;
  timeZone: string;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly members: Set<string>;
  /** Shared with another organisation: `is_ext_shared`. */
  shared: boolean;
  archived: boolean;
}

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: Set<string>;
  disabled: boolean;
}

export interface NewPerson {
  name: string;
  kind?: PersonKind;
  realName?: string;
  admin?: boolean;
}

export interface NewChannel {
  name: string;
  kind?: 'public' | 'private';
  /** Names or ids. Default: every member of the team. */
  members?: string[];
  withBot?: boolean;
  shared?: boolean;
}

export interface WorkspaceOptions {
  /** Added to the usual ones (`the-usual-workspace.ts`). */
  people?: NewPerson[];
  channels?: NewChannel[];
  userGroups?: { handle: string; name?: string; members: string[] }[];
  /** The workspace is part of this Enterprise Grid. */
  enterprise?: { id: string; name: string };
}

export interface Workspace {
  readonly team: { readonly id: string; readonly domain: string; readonly name: string };
  readonly enterprise?: { readonly id: string; readonly name: string };
  readonly strangersTeamId: string;
  readonly botUserId: string;
  readonly people: Map<string, Person>;
  readonly channels: Map<string, Channel>;
  readonly userGroups: Map<string, UserGroup>;
  /** User groups need a paid plan: false answers `plan_upgrade_required`. */
  paidPlan: boolean;
  /** The Messages tab of the app's home: false answers `messages_tab_disabled` to direct messages. */
  messagesTab: boolean;
  homeTab: boolean;
  person(who: string | Person): Person;
  channel(where: string | Channel): Channel;
  dm(who: string | Person): Channel;
  addPerson(person: NewPerson): Person;
  addChannel(channel: NewChannel): Channel;
  addUserGroup(group: { handle: string; name?: string; members: string[] }): UserGroup;
}
