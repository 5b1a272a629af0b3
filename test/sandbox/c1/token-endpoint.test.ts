import { describe, expect, it } from 'vitest';
import { ASSERTION_TYPE, askToken, assertion, call, manualClock, running } from './harness.ts';

describe('the token endpoint refuses', () => {
  const invalidRequest = { status: 400, body: { error: 'invalid_request' } };
  const invalidClient = { status: 401, body: { error: 'invalid_client' } };

  it('credentials in an Authorization header', async () => {
    const c1 = await running();
    const basic = `Basic ${Buffer.from(`${c1.clientId}:${c1.clientSecret}`).toString('base64')}`;
    expect(await askToken(c1, {}, { Authorization: basic })).toMatchObject(invalidRequest);
  });
  it('an Authorization header even beside right credentials in the body', async () => {
    const c1 = await running();
    const answer = await askToken(c1, { client_secret: c1.clientSecret }, { Authorization: 'Bearer x' });
    expect(answer).toMatchObject(invalidRequest);
  });
  it('a JSON body', async () => {
    const c1 = await running();
    const answer = await askToken(c1, { client_secret: c1.clientSecret }, { 'Content-Type': 'application/json' });
    expect(answer).toMatchObject(invalidRequest);
  });
  it('a parameter given twice', async () => {
    const c1 = await running();
    const twice = `grant_type=client_credentials&grant_type=client_credentials&client_id=${encodeURIComponent(c1.clientId)}`;
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${c1.baseUrl}/auth/v1/token`, { method: 'POST', body: twice, headers });
    expect({ status: response.status, body: await response.json() }).toMatchObject(invalidRequest);
  });
  it('a missing grant_type', async () => {
    expect(await askToken(await running(), { grant_type: undefined })).toMatchObject(invalidRequest);
  });
  it('a missing client_id', async () => {
    expect(await askToken(await running(), { client_id: undefined })).toMatchObject(invalidRequest);
  });
  it('another grant', async () => {
    const answer = await askToken(await running(), { grant_type: 'password' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'unsupported_grant_type' } });
  });
  it('a client_id it does not know', async () => {
    const c1 = await running();
    const answer = await askToken(c1, { client_id: 'who@127.0.0.1/spc', client_secret: c1.clientSecret });
    expect(answer).toMatchObject(invalidClient);
  });
  it('a client that proves nothing', async () => {
    expect(await askToken(await running(), {})).toMatchObject(invalidClient);
  });
  it('a wrong client_secret', async () => {
    const c1 = await running();
    expect(await askToken(c1, { client_secret: `${c1.clientSecret}x` })).toMatchObject(invalidClient);
  });
  it('the secret without its prefix, which is part of it', async () => {
    const c1 = await running();
    expect(await askToken(c1, { client_secret: c1.clientSecret.split(':')[3] })).toMatchObject(invalidClient);
  });
  it('secret and assertion together', async () => {
    const c1 = await running();
    const both = { client_secret: c1.clientSecret, client_assertion: 'x', client_assertion_type: ASSERTION_TYPE };
    expect(await askToken(c1, both)).toMatchObject(invalidRequest);
  });
  it.each([undefined, 'jwt-bearer', `${ASSERTION_TYPE} `])('client_assertion_type %j', async (type) => {
    const c1 = await running();
    const answer = await askToken(c1, { client_assertion: await assertion(c1), client_assertion_type: type });
    expect(answer).toMatchObject(invalidRequest);
  });
  it('a revoked credential, until it is restored', async () => {
    const c1 = await running();
    c1.revokeCredential();
    expect(await askToken(c1, { client_secret: c1.clientSecret })).toMatchObject(invalidClient);
    c1.restoreCredential();
    expect(await askToken(c1, { client_secret: c1.clientSecret })).toMatchObject({ status: 200 });
  });
  it('an expired credential, saying so', async () => {
    const c1 = await running();
    c1.setCredentialState('expired');
    const answer = await askToken(c1, { client_secret: c1.clientSecret });
    expect(answer).toMatchObject({ status: 401, body: { error_description: 'the credential has expired' } });
  });
  it('an address outside the allowlist', async () => {
    const c1 = await running();
    c1.setCredentialState('ip-not-allowed');
    const answer = await askToken(c1, { client_secret: c1.clientSecret });
    expect(answer).toMatchObject({ status: 401, body: { error: 'access_denied' } });
  });
  it('a credential that requires DPoP, with a nonce', async () => {
    const c1 = await running();
    c1.setCredentialState('dpop-required');
    const answer = await askToken(c1, { client_secret: c1.clientSecret });
    expect(answer).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } });
    expect(answer.headers.get('DPoP-Nonce')).not.toBe(null);
  });
  it('and counts no grant for it', async () => {
    const c1 = await running();
    await askToken(c1, { client_secret: 'wrong' });
    expect(c1.tokenGrants).toBe(0);
  });
});

describe('a token', () => {
  it('is given for the secret in the body, and counted', async () => {
    const c1 = await running();
    const { status, body } = await askToken(c1, { client_secret: c1.clientSecret });
    expect({ status, body }).toEqual({
      status: 200,
      body: { access_token: expect.any(String), token_type: 'Bearer', expires_in: 3600 },
    });
    expect(c1.tokenGrants).toBe(1);
  });
  it('works until the second it expires', async () => {
    const clock = manualClock();
    const c1 = await running({ clock, settings: { tokenLifetimeSeconds: 15 } });
    const { body } = await askToken(c1, { client_secret: c1.clientSecret });
    expect(body.expires_in).toBe(15);
    const headers = { Authorization: `Bearer ${body.access_token}` };
    clock.pass(14_999);
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 200 });
    clock.pass(1);
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 401 });
  });
  it('dies when tokens are revoked, and lives on when only the credential is', async () => {
    const c1 = await running();
    const headers = { Authorization: `Bearer ${c1.mintToken()}` };
    c1.revokeCredential();
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 200 });
    c1.revokeTokens();
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 401 });
  });
  it('is given to a second credential while the first is revoked', async () => {
    const c1 = await running();
    const second = c1.issueCredential();
    c1.revokeCredential();
    const answer = await askToken(c1, { client_id: second.clientId, client_secret: second.clientSecret });
    expect(answer).toMatchObject({ status: 200 });
  });
});

describe('the credential', () => {
  it('has the forms C1 gives out', async () => {
    const c1 = await running();
    expect(c1.clientId).toBe(`sandbox-otter-1@127.0.0.1:${c1.port}/spc`);
    const [prefix, issuer, version, jwk = '', ...rest] = c1.clientSecret.split(':');
    expect([prefix, issuer, version, rest]).toEqual(['secret-token', 'conductorone.com', 'v1', []]);
    expect(jwk).toMatch(/^[\w-]+$/);
    expect(JSON.parse(Buffer.from(jwk, 'base64url').toString())).toEqual({
      kty: 'OKP',
      crv: 'Ed25519',
      x: expect.any(String),
      d: expect.any(String),
    });
  });
});
