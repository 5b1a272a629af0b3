import { type ConnectorRef, connectorKey } from './connector.ts';
import type { NotAllowedReason } from './errors.ts';

/** Someone of this workspace or organisation. Strangers and bots never become a Person (see slack/caller.ts). */
export interface Person {
  readonly userId: string;
  /** The team the grant is bound to: that of the installation. */
  readonly teamId: string;
}

export type Role = 'requester' | 'manager';

/** What a grant is for. Names are kept for people to read; the ids decide. */
export type Scope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'app'; readonly appId: string; readonly name: string }
  | { readonly kind: 'connector'; readonly appId: string; readonly connectorId: string; readonly name: string };

export interface Grant {
  readonly id: string;
  readonly subject: Person;
  readonly role: Role;
  readonly scope: Scope;
  readonly grantedBy: string;
  /** Milliseconds since the epoch, our clock. */
  readonly grantedAt: number;
  /** Exclusive end, milliseconds since the epoch, our clock; null: until revoked. */
  readonly expiresAt: number | null;
  readonly reason: string | null;
}

export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly reason: NotAllowedReason };

const ALLOWED: Decision = { allowed: true };

/**
 * May somebody with these grants sync? Without `ref`: may they sync anything at all (to open the modal)?
 * `grants` are those of one person; none of them allows nothing.
 */
export function maySync(grants: readonly Grant[], now: number, ref?: ConnectorRef): Decision {
  const live = grants.filter((grant) => isLive(grant, now));
  if (live.length === 0) return { allowed: false, reason: grants.length === 0 ? 'not-granted' : 'expired' };
  if (ref === undefined || live.some((grant) => covers(grant.scope, ref))) return ALLOWED;
  return { allowed: false, reason: 'out-of-scope' };
}

export function mayManage(grants: readonly Grant[], now: number): Decision {
  const manages = grants.some((grant) => grant.role === 'manager' && isLive(grant, now));
  return manages ? ALLOWED : { allowed: false, reason: 'not-a-manager' };
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
