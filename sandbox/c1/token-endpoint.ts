import { type Answer, json } from './answer.ts';
import { ASSERTION_TYPE, assertionFault } from './client-assertion.ts';
import type { CredentialState, KnownCredential } from './credentials.ts';
import { readProof } from './dpop.ts';
import type { ApiCall, Route } from './route.ts';
import type { Tenant } from './tenant.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';

/**
 * The client-credentials grant by `client_secret_post` or `private_key_jwt`, and the exchange of a workload's token
 * (c1-api 4.4). Errors as RFC 6749 section 5.2; what C1 really puts into them is not established.
 */
export const tokenEndpoint: Route = {
  name: 'token',
  method: 'POST',
  path: '/auth/v1/token',
  async answer(call, tenant) {
    const form = readForm(call);
    if (typeof form === 'string') return oauthError(400, 'invalid_request', form);
    if (form.grant_type === EXCHANGE) return exchange(form, tenant);
    if (form.grant_type !== 'client_credentials') return oauthError(400, 'unsupported_grant_type');

    const credential = tenant.credentials.get(form.client_id ?? '');
    if (credential === undefined) return oauthError(401, 'invalid_client', 'unknown client_id');
    const fault = await proofFault(form, credential, tenant);
    if (fault !== null) return oauthError(401, 'invalid_client', fault);
    // Looked up again: it may have been revoked while the signature was checked.
    const state = tenant.credentials.get(credential.clientId)?.state ?? 'revoked';
    if (state === 'live') return grant(tenant, null);
    return state === 'dpop-required' ? grantBound(call, tenant) : REFUSALS[state];
  },
};

type Form = Readonly<Partial<Record<string, string>>>;

/** "Client Credentials must be sent in the BODY, not the headers" (force-sync.openapi), as a form (c1-api 4.4). */
function readForm(call: ApiCall): Form | string {
  if (call.headers.authorization !== undefined) return 'client credentials must be sent in the body, not the headers';
  const mediaType = call.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (mediaType !== 'application/x-www-form-urlencoded') return 'the body must be application/x-www-form-urlencoded';
  const pairs = [...new URLSearchParams(call.body)];
  const form = Object.fromEntries(pairs);
  // RFC 6749 section 3.2: no parameter more than once.
  if (Object.keys(form).length !== pairs.length) return 'a parameter is given twice';
  if (form.grant_type === undefined) return 'grant_type is missing';
  if (form.client_id === undefined) return 'client_id is missing';
  if (form.client_secret !== undefined && form.client_assertion !== undefined)
    return 'more than one client authentication';
  const typed = form.client_assertion === undefined || form.client_assertion_type === ASSERTION_TYPE;
  return typed ? form : `client_assertion_type must be ${ASSERTION_TYPE}`;
}

async function proofFault(form: Form, credential: KnownCredential, tenant: Tenant): Promise<string | null> {
  if (form.client_assertion !== undefined) {
    const now = tenant.clock.now() + tenant.settings.skewMs;
    return assertionFault(form.client_assertion, { ...credential, audience: tenant.hostname, now });
  }
  if (form.client_secret === undefined) return 'no client authentication';
  return form.client_secret === credential.clientSecret ? null : 'wrong client_secret';
}

/** RFC 8693. The reason as the description: where else C1 says it, besides its log, is not documented. */
async function exchange(form: Form, tenant: Tenant): Promise<Answer> {
  if (form.subject_token === undefined || form.subject_token_type !== JWT_TYPE) {
    return oauthError(400, 'invalid_request', `subject_token of the type ${JWT_TYPE} is missing`);
  }
  const now = tenant.clock.now() + tenant.settings.skewMs;
  const refusal = await tenant.federation.refusal(form.client_id ?? '', form.subject_token, now);
  return refusal === null ? grant(tenant, null) : oauthError(401, 'invalid_grant', refusal);
}

/** RFC 9449 section 5. */
async function grantBound(call: ApiCall, tenant: Tenant): Promise<Answer> {
  const proof = await readProof(call, tenant, 'token');
  if ('jkt' in proof) return grant(tenant, proof.jkt);
  const nonce = proof.error === 'use_dpop_nonce' ? { 'DPoP-Nonce': tenant.dpop.nonce('token') } : {};
  return oauthError(400, proof.error, proof.why, nonce);
}

function grant(tenant: Tenant, jkt: string | null): Answer {
  const { tokenLifetimeSeconds } = tenant.settings;
  tenant.tokenGrants += 1;
  const token = tenant.tokens.mint(tokenLifetimeSeconds, jkt);
  tenant.emit({ what: 'credentials' });
  const body = {
    access_token: token,
    token_type: jkt === null ? 'Bearer' : 'DPoP',
    expires_in: tokenLifetimeSeconds,
  };
  return json(body, 200, { 'Cache-Control': 'no-store' });
}

/** c1-api 4.4 names the causes; the words are ours. */
const REFUSALS: Readonly<Record<Exclude<CredentialState, 'live' | 'dpop-required'>, Answer>> = {
  revoked: oauthError(401, 'invalid_client', 'the credential has been revoked'),
  expired: oauthError(401, 'invalid_client', 'the credential has expired'),
  'ip-not-allowed': oauthError(401, 'access_denied', 'the address is not on the allowlist of the credential'),
};

function oauthError(status: 400 | 401, error: string, description = error, headers = {}): Answer {
  return json({ error, error_description: description }, status, { 'Cache-Control': 'no-store', ...headers });
}
