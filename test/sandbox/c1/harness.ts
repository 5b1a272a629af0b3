import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { onTestFinished } from 'vitest';
import type { CatalogApp } from '../../../sandbox/c1/catalog.ts';
import { type C1Sandbox, type StartC1Options, startC1 } from '../../../sandbox/c1/server.ts';

/** A tenant that is closed when the test is over. */
export async function running(options: StartC1Options = {}): Promise<C1Sandbox> {
  const c1 = await startC1(options);
  onTestFinished(() => c1.close());
  return c1;
}

/** Time that stands still until it is moved. */
export function manualClock(start = Date.UTC(2026, 10, 2, 12)): { now(): number; pass(ms: number): void } {
  let now = start;
  return {
    now: () => now,
    pass(ms) {
      now += ms;
    },
  };
}

export const REF = { appId: 'app1', connectorId: 'con1' };
export const FORCE_SYNC = '/api/v1/apps/app1/connectors/con1/force_sync';
export const CONNECTOR = '/api/v1/apps/app1/connectors/con1';

/** One app with one connector that has never been synced. */
export const SMALL: readonly CatalogApp[] = [
  { id: 'app1', displayName: 'Okta', connectors: [{ id: 'con1', displayName: 'Okta Production' }] },
];

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into whatever came
  readonly body: any;
}

/** A call with a live token, unless `init` says otherwise. Redirects are shown, not followed. */
export async function call(c1: C1Sandbox, path: string, init: RequestInit = {}): Promise<Got> {
  const headers = { Authorization: `Bearer ${c1.mintToken()}`, ...(init.headers as Record<string, string>) };
  const response = await fetch(`${c1.baseUrl}${path}`, { redirect: 'manual', ...init, headers });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

export function post(c1: C1Sandbox, path: string, body = '{}', headers: Record<string, string> = {}): Promise<Got> {
  return call(c1, path, { method: 'POST', body, headers: { 'Content-Type': 'application/json', ...headers } });
}

/** What the API shows of {@link REF}. */
export async function shown(c1: C1Sandbox): Promise<Got['body']> {
  return (await call(c1, CONNECTOR)).body.connectorView.connector;
}

export const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A request to the token endpoint, without an Authorization header. undefined leaves a field out. */
export async function askToken(
  c1: C1Sandbox,
  fields: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<Got> {
  const all = { grant_type: 'client_credentials', client_id: c1.clientId, ...fields };
  const body = new URLSearchParams(
    Object.entries(all).flatMap(([k, v]) => (v === undefined ? [] : [[k, v] as [string, string]])),
  );
  const response = await fetch(`${c1.baseUrl}/auth/v1/token`, { method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

export function askWithAssertion(c1: C1Sandbox, client_assertion: string): Promise<Got> {
  return askToken(c1, { client_assertion_type: ASSERTION_TYPE, client_assertion });
}

/** JWT claims; undefined leaves one out. */
type Claims = { [Name in keyof JWTPayload]?: JWTPayload[Name] | undefined };

/** A right assertion, but for the claims given. `now` in milliseconds. */
export function assertion(c1: C1Sandbox, claims: Claims = {}, now = Date.now(), key = keyOf(c1)): Promise<string> {
  const iat = Math.floor(now / 1000);
  const right = { iss: c1.clientId, sub: c1.clientId, aud: '127.0.0.1', iat, nbf: iat - 120, exp: iat + 120 };
  return new SignJWT({ ...right, ...claims } as JWTPayload).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
}

export function keyOf(c1: C1Sandbox): KeyObject {
  const jwk = Buffer.from(c1.clientSecret.split(':')[3] ?? '', 'base64url').toString();
  return createPrivateKey({ key: JSON.parse(jwk), format: 'jwk' });
}
