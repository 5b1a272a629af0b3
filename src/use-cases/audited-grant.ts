import type { Grant, Scope, Verb } from '../domain/access.ts';
import type { AuditEvent } from '../domain/audit.ts';

/** What a grant says, as an event tells it. */
export function aboutGrant(grant: Pick<Grant, 'role' | 'verbs' | 'scope' | 'expiresAt' | 'reason'>): AboutScope {
  const { role, verbs, scope, expiresAt, reason } = grant;
  const { connector, details } = aboutScope(scope);
  return {
    connector,
    details: {
      role,
      ...(role === 'manager' ? {} : { verbs: namesOf(verbs) }),
      ...details,
      expires: expiresAt === null ? 'never' : new Date(expiresAt).toISOString(),
      ...(reason === null ? {} : { reason }),
    },
  };
}

/** Several that are taken away in one step; at least one. */
export function aboutGrants(grants: readonly Grant[]): AboutScope {
  const [first] = grants;
  if (first !== undefined && grants.length === 1) return aboutGrant(first);
  const scopes = grants.map(({ scope }) => aboutScope(scope).details.scope);
  const roles = new Set(grants.map(({ role }) => role));
  return { connector: null, details: { grants: grants.length, role: [...roles].join(', '), scope: scopes.join('; ') } };
}

type AboutScope = Pick<AuditEvent, 'connector' | 'details'>;

/** The detail `scope` is for people; the ids are what counts. */
export function aboutScope(scope: Scope): AboutScope {
  switch (scope.kind) {
    case 'everything':
      return { connector: null, details: { scope: 'everything' } };
    case 'app':
      return { connector: null, details: { scope: scope.name, app_id: scope.appId } };
    case 'connector': {
      const { appId, connectorId, name } = scope;
      return { connector: { appId, connectorId, label: name }, details: { scope: name } };
    }
  }
}

export function namesOf(verbs: readonly Verb[]): string {
  return verbs.join(', ');
}
