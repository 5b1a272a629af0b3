import { type ConnectorRef, connectorKey } from './connector.ts';
import type { NotAllowedReason } from './errors.ts';

/** Someone of this workspace or organisation. Strangers and bots never become a Person (see slack/caller.ts). */
export interface Person {
  readonly userId: string;
  /** The team the grant is bound to: that of the installation. */
  readonly teamId: string;
}

/** Whom a grant is for. Both ids are Slack's; a group is a user group of the workspace. */
export type Subject =
  | { readonly kind: 'user'; readonly userId: string; readonly teamId: string }
  | { readonly kind: 'group'; readonly groupId: string; readonly teamId: string };

export type GroupSubject = Extract<Subject, { readonly kind: 'group' }>;

/** What somebody is in the workspace by Slack's own account of them. */
export type Standing = 'member' | 'guest' | 'deactivated' | 'bot' | 'stranger';

/** A manager may do everything, and changes who may. */
export type Role = 'requester' | 'manager';

/** `view` is part of every grant; `pause` is to pause and to resume. */
export type Verb = 'view' | 'sync' | 'pause';

/** What a grant is for. Names are kept for people to read; the ids decide. */
export type Scope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'app'; readonly appId: string; readonly name: string }
  | { readonly kind: 'connector'; readonly appId: string; readonly connectorId: string; readonly name: string };

export interface Grant {
  readonly id: string;
  readonly subject: Subject;
  readonly role: Role;
  /** What a requester may do; those of a manager do not matter. */
  readonly verbs: readonly Verb[];
  readonly scope: Scope;
  readonly grantedBy: string;
  /** Milliseconds since the epoch, our clock. */
  readonly grantedAt: number;
  /** Exclusive end, milliseconds since the epoch, our clock; null: until revoked. */
  readonly expiresAt: number | null;
  readonly reason: string | null;
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: NotAllowedReason };

export const ALLOWED: Decision = { allowed: true };

/**
 * May somebody with these grants do this? Without `ref`: to anything at all (to open the modal)?
 * `grants` are all those that count for one person; none of them allows nothing.
 */
export function may(verb: Verb, grants: readonly Grant[], now: number, ref?: ConnectorRef): Decision {
  const live = grants.filter((grant) => isLive(grant, now));
  if (live.length === 0) return { allowed: false, reason: grants.length === 0 ? 'not-granted' : 'expired' };
  const fitting = live.filter((grant) => includes(grant, verb));
  if (fitting.length === 0) return { allowed: false, reason: 'not-this' };
  if (ref === undefined || fitting.some((grant) => covers(grant.scope, ref))) return ALLOWED;
  return { allowed: false, reason: 'out-of-scope' };
}

export function mayManage(grants: readonly Grant[], now: number): Decision {
  const manages = grants.some((grant) => grant.role === 'manager' && isLive(grant, now));
  return manages ? ALLOWED : { allowed: false, reason: 'not-a-manager' };
}

/** May somebody of this standing use a grant at all? */
export function mayUseGrants(standing: Standing, allowGuests: boolean): Decision {
  if (standing === 'member' || (standing === 'guest' && allowGuests)) return ALLOWED;
  if (standing === 'guest' || standing === 'deactivated') return { allowed: false, reason: standing };
  return { allowed: false, reason: 'outsider' };
}

function includes(grant: Grant, verb: Verb): boolean {
  return grant.role === 'manager' || verb === 'view' || grant.verbs.includes(verb);
}

/** One string for a subject. Slack's ids are letters and digits, so `/` keeps their parts apart. */
export function subjectKey(subject: Subject): string {
  return subject.kind === 'user' ? `${subject.teamId}/${subject.userId}` : `${subject.teamId}/group/${subject.groupId}`;
}

export function personKey({ teamId, userId }: Person): string {
  return `${teamId}/${userId}`;
}

export function isLive(grant: Grant, now: number): boolean {
  return grant.expiresAt === null || now < grant.expiresAt;
}

export function covers(scope: Scope, ref: ConnectorRef): boolean {
  switch (scope.kind) {
    case 'everything':
      return true;
    case 'app':
      return scope.appId === ref.appId;
    case 'connector':
      return connectorKey(scope) === connectorKey(ref);
  }
}

export function sameScope(a: Scope, b: Scope): boolean {
  if (a.kind === 'app' && b.kind === 'app') return a.appId === b.appId;
  if (a.kind === 'connector' && b.kind === 'connector') return connectorKey(a) === connectorKey(b);
  return a.kind === 'everything' && b.kind === 'everything';
}
