import { createHash, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { C1Sandbox } from '../../../sandbox/c1/server.ts';
import { askToken, call, keyOf, manualClock, running, SMALL } from './harness.ts';

type Proof = { [Name in keyof JWTPayload]?: JWTPayload[Name] | undefined };

/** A right proof for the token endpoint, but for the claims and the header given. */
function proofOf(c1: C1Sandbox, claims: Proof = {}, header: object = {}, key = keyOf(c1)): Promise<string> {
  const jwk = createPublicKey(key).export({ format: 'jwk' });
  const iat = Math.floor(Date.now() / 1000);
  const htu = `${c1.baseUrl}/auth/v1/token`;
  const right = { jti: randomUUID(), iat, htm: 'POST', htu, nonce: 'sandbox-token-nonce-1' };
  return new SignJWT({ ...right, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: 'EdDSA', typ: 'dpop+jwt', jwk, ...header })
    .sign(key);
}

async function requiring(settings = {}): Promise<C1Sandbox> {
  const c1 = await running({ apps: SMALL, settings });
  c1.setCredentialState('dpop-required');
  return c1;
}

async function askBound(c1: C1Sandbox, proof: string) {
  return askToken(c1, { client_secret: c1.clientSecret }, { DPoP: proof });
}

/** A bound token, and the header with a proof for `GET /api/v1/apps`. */
async function boundCall(c1: C1Sandbox, claims: Proof = {}, key = keyOf(c1)) {
  const token: string = (await askBound(c1, await proofOf(c1))).body.access_token;
  const ath = createHash('sha256').update(token).digest('base64url');
  const right = { htm: 'GET', htu: `${c1.baseUrl}/api/v1/apps`, nonce: 'sandbox-api-nonce-1', ath };
  return { Authorization: `DPoP ${token}`, DPoP: await proofOf(c1, { ...right, ...claims }, {}, key) };
}

describe('the token endpoint refuses a proof', () => {
  const invalid = { status: 400, body: { error: 'invalid_dpop_proof' } };
  const ago = Math.floor(Date.now() / 1000) - 60;
  it.each<[string, Proof, object]>([
    ['for another address', { htu: 'https://acme.conductor.one/auth/v1/token' }, {}],
    ['for no address', { htu: undefined }, {}],
    ['for another method', { htm: 'GET' }, {}],
    ['of a minute ago', { iat: ago }, {}],
    ['without an id', { jti: undefined }, {}],
    ['for a token that did not come along', { ath: 'x' }, {}],
    ['of another type', {}, { typ: 'JWT' }],
    ['without a key', {}, { jwk: undefined }],
    [
      'by a key that is not the one in it',
      {},
      { jwk: generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }) },
    ],
  ])('%s', async (_, claims, header) => {
    const c1 = await requiring();
    expect(await askBound(c1, await proofOf(c1, claims, header))).toMatchObject(invalid);
    expect(c1.tokenGrants).toBe(0);
  });

  it('that is no JWT', async () => {
    expect(await askBound(await requiring(), 'nonsense')).toMatchObject(invalid);
  });
  it('that was used before', async () => {
    const c1 = await requiring();
    const proof = await proofOf(c1);
    expect(await askBound(c1, proof)).toMatchObject({ status: 200 });
    expect(await askBound(c1, proof)).toMatchObject(invalid);
  });
  it('with a nonce where none is given', async () => {
    const c1 = await requiring({ dpopNonces: false });
    expect(await askBound(c1, await proofOf(c1))).toMatchObject(invalid);
    expect(await askBound(c1, await proofOf(c1, { nonce: undefined }))).toMatchObject({ status: 200 });
  });
  it.each([undefined, 'sandbox-api-nonce-1', 'old'])(
    'with the nonce %j, and says which one it wants',
    async (nonce) => {
      const c1 = await requiring();
      const answer = await askBound(c1, await proofOf(c1, { nonce }));
      expect(answer).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } });
      expect(answer.headers.get('DPoP-Nonce')).toBe('sandbox-token-nonce-1');
    },
  );
});

describe('the API refuses a bound token', () => {
  it.each<[string, Proof, string]>([
    ['with the proof of another token', { ath: 'x' }, 'invalid_dpop_proof'],
    ['with the nonce of the token endpoint', { nonce: 'sandbox-token-nonce-1' }, 'use_dpop_nonce'],
  ])('%s', async (_, claims, error) => {
    const c1 = await requiring();
    const answer = await call(c1, '/api/v1/apps', { headers: await boundCall(c1, claims) });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe(`DPoP error="${error}"`);
    expect(answer.headers.get('dpop-nonce')).toBe(error === 'use_dpop_nonce' ? 'sandbox-api-nonce-1' : null);
  });
  it('with the proof of another key', async () => {
    const c1 = await requiring();
    const { privateKey } = generateKeyPairSync('ed25519');
    expect(await call(c1, '/api/v1/apps', { headers: await boundCall(c1, {}, privateKey) })).toMatchObject({
      status: 401,
    });
  });
  it('as a bearer token', async () => {
    const c1 = await requiring();
    const { Authorization } = await boundCall(c1);
    const headers = { Authorization: Authorization.replace('DPoP', 'Bearer') };
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 401 });
  });
  it('and a bearer token as a bound one', async () => {
    const c1 = await requiring();
    const headers = { ...(await boundCall(c1)), Authorization: `DPoP ${c1.mintToken()}` };
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 401 });
  });
});

describe('a bound token', () => {
  it('is given for a proof and taken with one, whatever the query', async () => {
    const c1 = await requiring();
    expect((await askBound(c1, await proofOf(c1))).body).toMatchObject({ token_type: 'DPoP' });
    const answer = await call(c1, '/api/v1/apps?page_size=10', { headers: await boundCall(c1) });
    expect(answer).toMatchObject({ status: 200 });
  });
  it('needs new nonces once they are renewed', async () => {
    const c1 = await requiring();
    const headers = await boundCall(c1);
    c1.renewDpopNonces();
    const answer = await call(c1, '/api/v1/apps', { headers });
    expect([answer.status, answer.headers.get('dpop-nonce')]).toEqual([401, 'sandbox-api-nonce-2']);
  });
  it('is not given to a credential that does not require it: the proof is ignored', async () => {
    const c1 = await running();
    expect((await askBound(c1, 'whatever')).body).toMatchObject({ token_type: 'Bearer' });
  });
  it('dies in its time', async () => {
    const clock = manualClock(Date.now());
    const c1 = await running({ clock, settings: { tokenLifetimeSeconds: 15 } });
    c1.setCredentialState('dpop-required');
    const headers = await boundCall(c1);
    clock.pass(15_000);
    expect((await call(c1, '/api/v1/apps', { headers })).headers.get('www-authenticate')).toBe('Bearer');
  });
});
