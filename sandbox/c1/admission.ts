import type { AppEntry, ConnectorEntry } from './catalog.ts';
import { readProof } from './dpop.ts';
import { problem, Refused } from './problem.ts';
import type { ApiCall } from './route.ts';
import type { Tenant } from './tenant.ts';

/** What a call must bring, in the order C1 can be thought to look: who, may they, is it a request, does it exist. */

/** A live token: as Bearer (force-sync.openapi, bearerAuth), or, if it is bound to a key, with a proof of that key. */
export async function requireToken(call: ApiCall, tenant: Tenant): Promise<void> {
  const [, scheme, token = ''] = /^(Bearer|DPoP) (\S+)$/.exec(call.headers.authorization ?? '') ?? [];
  const known = tenant.tokens.get(token);
  const isBound = known !== undefined && known.jkt !== null;
  if (known === undefined || (scheme === 'DPoP') !== isBound) {
    const challenge = isBound ? 'DPoP error="invalid_token"' : 'Bearer';
    throw new Refused(problem(401, 'invalid or expired token', { 'WWW-Authenticate': challenge }));
  }
  if (isBound) await requireProof(call, tenant, token, known.jkt);
}

async function requireProof(call: ApiCall, tenant: Tenant, token: string, jkt: string | null): Promise<void> {
  const proof = await readProof(call, tenant, 'api', token);
  if ('jkt' in proof && proof.jkt === jkt) return;
  const { error, why } = 'error' in proof ? proof : { error: 'invalid_dpop_proof', why: 'bound to another key' };
  const nonce = error === 'use_dpop_nonce' ? { 'DPoP-Nonce': tenant.dpop.nonce('api') } : {};
  throw new Refused(problem(401, why, { 'WWW-Authenticate': `DPoP error="${error}"`, ...nonce }));
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
