import type { AppEntry, ConnectorEntry } from './catalog.ts';
import { problem, Refused } from './problem.ts';
import type { ApiCall } from './route.ts';
import type { Tenant } from './tenant.ts';

/** What a call must bring, in the order C1 can be thought to look: who, may they, is it a request, does it exist. */

/** A live Bearer token (force-sync.openapi, bearerAuth). */
export function requireToken(call: ApiCall, tenant: Tenant): void {
  const token = /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1];
  if (token !== undefined && tenant.tokens.isLive(token)) return;
  throw new Refused(problem(401, 'invalid or expired token', { 'WWW-Authenticate': 'Bearer' }));
}

/** A Read-Only Administrator can list and cannot sync (c1-api 4.3). */
export function requireSyncRole(tenant: Tenant): void {
  if (tenant.settings.role === 'read-only') throw new Refused(problem(403, 'permission denied'));
}

/** The body is required, application/json, an object (force-sync.openapi, requestBody). */
export function requireJsonObject(call: ApiCall): object {
  const mediaType = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/json') throw new Refused(problem(415, 'content-type must be application/json'));
  const body = parse(call.body);
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new Refused(problem(400, 'the body must be a JSON object'));
}

export function requireApp(call: ApiCall, tenant: Tenant): AppEntry {
  const app = tenant.catalog.app(call.params.app_id ?? '');
  if (app === undefined) throw new Refused(problem(404, 'app not found'));
  return app;
}

export function requireConnector(call: ApiCall, tenant: Tenant): ConnectorEntry {
  const connector = requireApp(call, tenant).byId.get(call.params.connector_id ?? '');
  if (connector === undefined) throw new Refused(problem(404, 'connector not found'));
  return connector;
}

/** What is deleted can be read, not worked on (inference). */
export function requireLiveConnector(call: ApiCall, tenant: Tenant): ConnectorEntry {
  const connector = requireConnector(call, tenant);
  const deleted = connector.made.deletedAt !== undefined || requireApp(call, tenant).made.deletedAt !== undefined;
  if (deleted) throw new Refused(problem(404, 'connector not found'));
  return connector;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
