import { createHash } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import type { C1Sandbox, StartC1Options } from '../../../sandbox/c1/server.ts';
import type { C1Credential } from '../../../src/adapters/c1/credential.ts';
import { parseClientSecret } from '../../../src/adapters/c1/credential.ts';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { running, SMALL } from '../../sandbox/c1/harness.ts';
import { json, newClient, newKey, passTime, REF, reasonOf, startC1, tokenAnswer } from './loopback-c1.ts';

/** A tenant whose credential was made with "Require DPoP", and a client with it. */
async function requiringDpop(settings: StartC1Options['settings'] = {}, kind = 'private_key_jwt') {
  const clock = new ManualClock(Date.now());
  const c1 = await running({ apps: SMALL, clock, settings });
  c1.setCredentialState('dpop-required');
  return { ...newClient(c1.baseUrl, { credential: credentialOf(c1, kind), clock }), c1, clock };
}

function credentialOf({ clientId, clientSecret }: C1Sandbox, kind: string): C1Credential {
  return kind === 'client_secret_post'
    ? { kind, clientId, clientSecret }
    : { kind: 'private_key_jwt', clientId, jwk: parseClientSecret(clientSecret) };
}

/** Every request so far: method and address, how it ended, and its proof. */
function told(c1: C1Sandbox) {
  return c1.requests.map(({ route, status, raw }) => {
    const { dpop, authorization } = raw.requestHeaders;
    return {
      route,
      status,
      scheme: authorization?.split(' ')[0],
      token: authorization?.split(' ')[1],
      proof:
        dpop === undefined
          ? null
          : { ...decodeJwt<{ htu?: string; ath?: string }>(dpop), header: decodeProtectedHeader(dpop) },
    };
  });
}

const steps = (c1: C1Sandbox) => told(c1).map(({ route, status }) => `${route} ${status}`);

describe('a proof of possession that C1 does not take', () => {
  it('for the address of the tenant points at the base URL, and nothing was asked for', async () => {
    const { c1 } = await requiringDpop();
    const other = `http://localhost:${c1.port}`;
    const { client } = newClient(other, { credential: credentialOf(c1, 'client_secret_post') });
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_credential_refused' });
    expect(String(error)).toContain('answered 400 invalid_dpop_proof');
    expect(String(error)).toContain('C1_BASE_URL');
    expect(steps(c1)).toEqual(['token 400', 'token 400']);
  });

  it('for its time names the clock, also where an assertion would forgive it', async () => {
    const { c1, client } = await requiringDpop({ skewMs: -60_000 });
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_credential_refused', skewMs: expect.closeTo(60_000, -4) });
    expect(String(error)).toContain('clock skew');
    expect(c1.tokenGrants).toBe(0);
  });

  it.each([
    ['a new one each time', (nth: number) => ({ 'dpop-nonce': `n${nth}` }), 3],
    ['none along with it', () => ({}), 2],
  ])('without a nonce, %s: given up after %i requests', async (_, headers, requests) => {
    const c1 = await startC1();
    c1.grant = (_request, response, nth) => json(response, 400, { error: 'use_dpop_nonce' }, headers(nth));
    const credential = { kind: 'private_key_jwt', clientId: 'a@b/spc', jwk: newKey() } as const;
    const error = await reasonOf(newClient(c1.url, { credential }).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_credential_refused' });
    expect(c1.grants).toHaveLength(requests);
    // An assertion is spent by its use.
    expect(new Set(c1.grants.map(({ body }) => body)).size).toBe(requests);
    expect(c1.calls).toEqual([]);
  });

  it('with a call is a refused credential, after one new token', async () => {
    const c1 = await startC1((_, response) => json(response, 401, {}, { 'www-authenticate': 'DPoP' }));
    c1.grant = (request, response, nth) =>
      request.headers.dpop === undefined
        ? json(response, 400, { error: 'invalid_dpop_proof' })
        : json(response, 200, tokenAnswer(`t${nth}`, { token_type: 'DPoP' }));
    const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
    expect(String(error)).toContain('also with a new token');
    expect([c1.grants.length, c1.calls.length]).toEqual([3, 2]);
  });
});

describe('a credential made with "Require DPoP"', () => {
  it('is noticed by itself: proofs from then on, each for its request, each server with its nonce', async () => {
    const { c1, client, lines } = await requiringDpop();
    await client.forceSync(REF);
    expect(steps(c1)).toEqual(['token 400', 'token 200', 'force-sync 401', 'force-sync 200']);
    expect(c1.forceSyncs).toHaveLength(1);
    const [bearer, grant, , call] = told(c1);
    expect(bearer?.proof).toBe(null);
    expect(grant?.proof).toMatchObject({
      htm: 'POST',
      htu: `${c1.baseUrl}/auth/v1/token`,
      nonce: 'sandbox-token-nonce-1',
      header: { typ: 'dpop+jwt', alg: 'EdDSA', jwk: { kty: 'OKP', crv: 'Ed25519' } },
    });
    expect(grant?.proof).not.toHaveProperty('ath');
    expect(call).toMatchObject({ scheme: 'DPoP', proof: { htm: 'POST', nonce: 'sandbox-api-nonce-1' } });
    expect(call?.proof?.ath).toBe(
      createHash('sha256')
        .update(call?.token ?? '')
        .digest('base64url'),
    );
    expect(call?.proof?.htu).toBe(`${c1.baseUrl}/api/v1/apps/app1/connectors/con1/force_sync`);
    expect(lines.filter(({ level }) => level === 'info')).toHaveLength(1);
  });

  it('has the public key of the credential in its proofs, and nothing of the private one', async () => {
    const { c1, client } = await requiringDpop();
    await client.forceSync(REF);
    const { x } = parseClientSecret(c1.clientSecret);
    const jwks = told(c1).flatMap(({ proof }) => (proof === null ? [] : [proof.header.jwk]));
    expect(jwks).toEqual([1, 2, 3].map(() => ({ kty: 'OKP', crv: 'Ed25519', x })));
  });

  it('costs one request for a warm call, and one for a new token', async () => {
    const { c1, client, clock } = await requiringDpop({ tokenLifetimeSeconds: 600 });
    await client.forceSync(REF);
    c1.clearLog();
    await client.listApps();
    expect(steps(c1)).toEqual(['list-apps 200']);
    expect(told(c1)[0]?.proof?.htu).toBe(`${c1.baseUrl}/api/v1/apps`);
    await clock.advance(600_000);
    await client.listApps();
    expect(steps(c1).slice(1)).toEqual(['token 200', 'list-apps 200']);
  });

  it('never sends a proof twice, also when C1 asks to wait', async () => {
    const { c1, client, clock } = await requiringDpop();
    c1.faults.next('force-sync', { status: 429, retryAfter: 1 });
    await passTime(client.forceSync(REF), clock);
    const ids = told(c1).flatMap(({ proof }) => (proof === null ? [] : [proof.jti]));
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  it('takes a new nonce when C1 wants one, and asks for the sync once', async () => {
    const { c1, client } = await requiringDpop();
    await client.listApps();
    c1.renewDpopNonces();
    c1.clearLog();
    await client.forceSync(REF);
    expect(steps(c1)).toEqual(['force-sync 401', 'force-sync 200']);
    expect(c1.forceSyncs).toHaveLength(1);
    expect(c1.tokenGrants).toBe(0);
  });

  it('works where no nonces are given', async () => {
    const { c1, client } = await requiringDpop({ dpopNonces: false });
    await client.forceSync(REF);
    expect(steps(c1)).toEqual(['token 400', 'token 200', 'force-sync 200']);
  });

  it('works with a posted secret, by a key of our own', async () => {
    const { c1, client } = await requiringDpop({}, 'client_secret_post');
    await client.forceSync(REF);
    expect(c1.forceSyncs).toHaveLength(1);
    expect(told(c1)[1]?.proof?.header.jwk?.x).not.toBe(parseClientSecret(c1.clientSecret).x);
  });

  it('is asked for one token by 20 concurrent calls', async () => {
    const { c1, client } = await requiringDpop();
    await Promise.all(Array.from({ length: 20 }, () => client.forceSync(REF)));
    expect([c1.tokenGrants, c1.forceSyncs.length]).toEqual([1, 20]);
  });

  it('may become one without: the bearer token then goes without a proof', async () => {
    const { c1, client } = await requiringDpop();
    await client.listApps();
    c1.restoreCredential();
    c1.revokeTokens();
    c1.clearLog();
    await client.forceSync(REF);
    const last = told(c1).at(-1);
    expect(last).toMatchObject({ status: 200, scheme: 'Bearer', proof: null });
  });
});

describe('C1 wants a proof', () => {
  it.each([
    ['with an error of its own', 400, { error: 'invalid_dpop_proof' }],
    ['in a description', 401, { error: 'invalid_request', error_description: 'DPoP proof required' }],
    ['in a message', 403, { code: 7, message: 'this credential requires dpop' }],
    ['by a nonce alone', 401, { error: 'invalid_client' }, { 'dpop-nonce': 'n1' }],
    ['by a challenge alone', 401, { error: 'invalid_client' }, { 'www-authenticate': 'DPoP algs="EdDSA"' }],
  ])('%s: the request is made once more, with one', async (_, status, body, headers: Record<string, string> = {}) => {
    const c1 = await startC1();
    c1.grant = (request, response) =>
      request.headers.dpop === undefined
        ? json(response, status, body, headers)
        : json(response, 200, tokenAnswer('t', { token_type: 'dpop' }));
    const credential = { kind: 'private_key_jwt', clientId: 'a@b/spc', jwk: newKey() } as const;
    await newClient(c1.url, { credential }).client.forceSync(REF);
    expect(c1.grants).toHaveLength(2);
    expect(c1.grants[0]?.body).not.toBe(c1.grants[1]?.body);
    expect(c1.calls[0]?.headers.authorization).toBe('DPoP t');
  });

  it('is not what a 401 means whose nonce was in the proof already', async () => {
    const c1 = await startC1(({ headers }, response, nth) =>
      json(response, nth > 1 && headers.authorization === 'DPoP t2' ? 401 : 200, { list: [] }, { 'dpop-nonce': 'n1' }),
    );
    c1.grant = ({ headers }, response, nth) =>
      headers.dpop === undefined
        ? json(response, 400, { error: 'invalid_dpop_proof' })
        : json(response, 200, tokenAnswer(`t${nth}`, { token_type: 'DPoP' }));
    const { client } = newClient(c1.url);
    await client.listApps();
    await client.forceSync(REF);
    expect(c1.calls.map(({ headers }) => headers.authorization)).toEqual(['DPoP t2', 'DPoP t2', 'DPoP t3']);
  });

  it('with a nonce in it, as its own library says so: 401, plain words, the nonce in a header', async () => {
    const c1 = await startC1((request, response) => {
      const { nonce } = decodeJwt(String(request.headers.dpop));
      response.setHeader('dpop-nonce', 'n1');
      if (nonce === 'n1') json(response, 200, {});
      else response.writeHead(401).end('Invalid DPoP nonce\n');
    });
    c1.grant = (request, response) =>
      request.headers.dpop === undefined
        ? json(response, 400, { error: 'invalid_dpop_proof' })
        : json(response, 200, tokenAnswer('t', { token_type: 'DPoP' }));
    await newClient(c1.url).client.forceSync(REF);
    expect([c1.grants.length, c1.calls.length]).toEqual([2, 2]);
  });
});
