import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { askWithAssertion, assertion, manualClock, running } from './harness.ts';

const NOW = Date.UTC(2026, 10, 2, 12);
const IAT = NOW / 1000;
const frozen = { clock: manualClock(NOW) };
const refused = { status: 401, body: { error: 'invalid_client' } };

describe('an assertion is refused', () => {
  it('if it is no JWT', async () => {
    expect(await askWithAssertion(await running(), 'nonsense')).toMatchObject(refused);
  });
  it('if another key signed it', async () => {
    const c1 = await running(frozen);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    expect(await askWithAssertion(c1, await assertion(c1, {}, NOW, stranger))).toMatchObject(refused);
  });
  it('if nobody signed it', async () => {
    const c1 = await running(frozen);
    const claims = { iss: c1.clientId, sub: c1.clientId, aud: '127.0.0.1', iat: IAT, exp: IAT + 120 };
    expect(await askWithAssertion(c1, new UnsecuredJWT(claims).encode())).toMatchObject(refused);
  });
  it('if its alg is not EdDSA', async () => {
    const c1 = await running(frozen);
    const claims = { iss: c1.clientId, sub: c1.clientId, aud: '127.0.0.1', iat: IAT, exp: IAT + 120 };
    const hs256 = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32));
    expect(await askWithAssertion(c1, hs256)).toMatchObject(refused);
  });
  it.each([
    ['iss is not the client', { iss: 'other@127.0.0.1/spc' }],
    ['sub is not the client', { sub: 'other@127.0.0.1/spc' }],
    ['aud has a port', { aud: '127.0.0.1:80' }],
    ['aud has a scheme', { aud: 'http://127.0.0.1' }],
    ['aud is the token endpoint', { aud: 'http://127.0.0.1/auth/v1/token' }],
    ['aud is a list', { aud: ['127.0.0.1'] }],
    ['exp is missing', { exp: undefined }],
    ['iat is missing', { iat: undefined }],
    ['exp is more than 5 minutes after iat', { exp: IAT + 301 }],
    ['it expired 5 seconds ago', { iat: IAT - 60, exp: IAT - 5 }],
    ['nbf is 6 seconds ahead', { nbf: IAT + 6 }],
  ])('if %s', async (_why, claims) => {
    const c1 = await running(frozen);
    expect(await askWithAssertion(c1, await assertion(c1, claims, NOW))).toMatchObject(refused);
  });
  it('if the clocks are three minutes apart', async () => {
    const c1 = await running({ ...frozen, settings: { skewMs: 180_000 } });
    expect(await askWithAssertion(c1, await assertion(c1, {}, NOW))).toMatchObject(refused);
    c1.configure({ skewMs: -180_000 });
    expect(await askWithAssertion(c1, await assertion(c1, {}, NOW))).toMatchObject(refused);
  });
  it('if the credential is revoked', async () => {
    const c1 = await running(frozen);
    c1.revokeCredential();
    expect(await askWithAssertion(c1, await assertion(c1, {}, NOW))).toMatchObject(refused);
  });
});

describe('an assertion is taken', () => {
  it.each([
    ['with the claims C1 documents', {}],
    ['without nbf', { nbf: undefined }],
    ['with exp exactly 5 minutes after iat', { exp: IAT + 300 }],
    ['that expired 4 seconds ago', { iat: IAT - 60, exp: IAT - 4 }],
    ['whose nbf is 5 seconds ahead', { nbf: IAT + 5 }],
  ])('%s', async (_why, claims) => {
    const c1 = await running(frozen);
    expect(await askWithAssertion(c1, await assertion(c1, claims, NOW))).toMatchObject({ status: 200 });
  });
  it('twice, since no jti is asked for', async () => {
    const c1 = await running(frozen);
    const same = await assertion(c1, {}, NOW);
    const [first, second] = [await askWithAssertion(c1, same), await askWithAssertion(c1, same)];
    expect([first.status, second.status, c1.tokenGrants]).toEqual([200, 200, 2]);
    expect(first.body.access_token).not.toBe(second.body.access_token);
  });
});
