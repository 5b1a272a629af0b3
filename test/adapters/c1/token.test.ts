import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { C1Credential } from '../../../src/adapters/c1/credential.ts';
import {
  json,
  newClient,
  newKey,
  passTime,
  REF,
  reasonOf,
  reset,
  SECRET,
  startC1,
  tokenAnswer,
} from './loopback-c1.ts';

const KEY_CREDENTIAL = { kind: 'private_key_jwt', clientId: 'a@b/spc', jwk: newKey() } as const;

/** C1 refuses `credential` with a `Date` that is `skewMs` behind our clock. Times as ISO 8601. */
async function refusedWithSkew(skewMs: number, credential: C1Credential) {
  const c1 = await startC1();
  const { client, clock } = newClient(c1.url, { credential });
  // To the full second, which is all that `Date` tells.
  await clock.advance(1000 - (clock.now() % 1000));
  const [ours, theirs] = [new Date(clock.now()), new Date(clock.now() - skewMs)];
  c1.grant = (_, response) => json(response, 401, { error: 'invalid_client' }, { date: theirs.toUTCString() });
  const error = await reasonOf(client.forceSync(REF));
  return { error, ours: ours.toISOString(), theirs: theirs.toISOString() };
}

describe('the token request', () => {
  it.each([
    [400, { error: 'invalid_client' }, 'answered 400 invalid_client'],
    [401, { error: 'invalid_client' }, 'answered 401 invalid_client'],
    [403, { code: 7, message: 'IP not allowed' }, 'IP allowlist'],
    [400, { error: 'secret-token:s3' }, 'answered 400:'],
    [400, 'not an object', 'answered 400:'],
  ])('refused with %i %j is a refused credential', async (status, body, sentence) => {
    const c1 = await startC1();
    c1.grant = (_, response) => json(response, status, body);
    const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_credential_refused' });
    expect(String(error)).toContain(sentence);
    expect(String(error)).not.toContain('s3');
    expect(c1.calls).toEqual([]);
    expect(c1.grants).toHaveLength(1);
  });

  it.each([
    [121_000, "121 s ahead of C1's"],
    [-3_600_000, "3600 s behind C1's"],
  ])('refused while our clock is off by %i ms names the skew, with both times', async (skew, sentence) => {
    const { error, ours, theirs } = await refusedWithSkew(skew, KEY_CREDENTIAL);
    expect(error).toMatchObject({ code: 'c1_credential_refused', skewMs: skew });
    expect(String(error)).toContain(`clock skew: this machine's clock is ${sentence} (${ours} here, ${theirs} there)`);
  });

  it.each([
    ['is off by less than an assertion forgives', 118_000, KEY_CREDENTIAL],
    ['does not matter, since nothing is signed here', 3_600_000, SECRET],
  ])('refused while our clock %s does not blame it', async (_, skew, credential) => {
    const { error } = await refusedWithSkew(skew, credential);
    expect(error).toMatchObject({ code: 'c1_credential_refused', skewMs: null });
    expect(String(error)).toContain('expired or been revoked');
  });

  it.each([
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['no token', JSON.stringify({ token_type: 'Bearer' })],
    ['an empty token', JSON.stringify(tokenAnswer(''))],
    ['a token that cannot stand in a header', JSON.stringify(tokenAnswer('a\r\nb: c'))],
    ['no token type', JSON.stringify({ access_token: 'x', expires_in: 60 })],
  ])('answered 200 with %s is no answer, and nothing was asked for', async (_, body) => {
    const c1 = await startC1();
    c1.grant = (_request, response) => void response.end(body);
    const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(c1.calls).toEqual([]);
  });

  it.each([301, 404, 405])('answered %i points at the base URL', async (status) => {
    const c1 = await startC1();
    c1.grant = (_, response) => json(response, status, {});
    const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(String(error)).toContain('base URL');
  });

  it.each(['DPoP', 'mac'])(
    'answered with a token of type %s, which was not asked for, is a refused credential',
    async (type) => {
      const c1 = await startC1();
      c1.grant = (_, response) => json(response, 200, tokenAnswer('t', { token_type: type }));
      const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
      expect(error).toMatchObject({ code: 'c1_credential_refused' });
      expect(c1.calls).toEqual([]);
    },
  );

  it.each([500, 503])('is repeated after %i, and the sync then sent once', async (status) => {
    const c1 = await startC1();
    c1.grant = (_, response, nth) => json(response, nth < 3 ? status : 200, tokenAnswer('t'));
    const { client, clock } = newClient(c1.url);
    const { error, waits } = await passTime(client.forceSync(REF), clock);
    expect({ error, waits }).toEqual({ error: undefined, waits: [500, 1000] });
    expect(c1.calls).toHaveLength(1);
  });

  it.each([
    ['fails each time', 503],
    ['cuts the connection each time', 0],
  ])('%s: given up after 4 attempts, and nothing was asked for', async (_, status) => {
    const c1 = await startC1();
    c1.grant = (_request, response) => (status ? json(response, status, {}) : reset(response.socket));
    const { client, clock } = newClient(c1.url);
    const { error, waits } = await passTime(client.forceSync(REF), clock);
    expect(error).toMatchObject({ code: 'c1_unavailable', reached: 'no' });
    expect(waits).toEqual([500, 1000, 2000]);
    expect(c1.grants).toHaveLength(4);
    expect(c1.calls).toEqual([]);
  });

  it('told to wait longer than we do is rate limited at once', async () => {
    const c1 = await startC1();
    c1.grant = (_, response) => json(response, 429, {}, { 'retry-after': '90' });
    const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_rate_limited', retryAfterMs: 90_000 });
  });

  it('carries an assertion that proves the key, for the bare host', async () => {
    const c1 = await startC1();
    const jwk = newKey();
    const clientId = 'brave-otter@acme.conductor.one/spc';
    const { client, clock } = newClient(c1.url, { credential: { kind: 'private_key_jwt', clientId, jwk } });
    await client.forceSync(REF);
    const { headers, body = '', method } = c1.grants[0] ?? {};
    const form = Object.fromEntries(new URLSearchParams(body));
    const { client_assertion: assertion = '', ...rest } = form;
    expect(method).toBe('POST');
    expect(headers?.authorization).toBeUndefined();
    expect(headers?.['content-type']).toBe('application/x-www-form-urlencoded');
    expect(rest).toEqual({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    });
    const { payload } = await jwtVerify(assertion, await importJWK({ kty: 'OKP', crv: 'Ed25519', x: jwk.x }, 'EdDSA'), {
      algorithms: ['EdDSA'],
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp', 'nbf', 'iat'],
    });
    const now = Math.floor(clock.now() / 1000);
    expect(payload).toEqual({
      iss: clientId,
      sub: clientId,
      aud: '127.0.0.1',
      iat: now,
      nbf: now - 120,
      exp: now + 120,
    });
    const { nonce } = decodeProtectedHeader(assertion);
    expect(Buffer.from(String(nonce), 'base64url')).toHaveLength(16);
  });

  it('is signed anew for each attempt', async () => {
    const c1 = await startC1();
    c1.grant = (_, response, nth) => json(response, nth === 1 ? 503 : 200, tokenAnswer('t'));
    const credential = { kind: 'private_key_jwt', clientId: 'a@b/spc', jwk: newKey() } as const;
    const { client, clock } = newClient(c1.url, { credential });
    await passTime(client.forceSync(REF), clock);
    expect(c1.grants[0]?.body).not.toBe(c1.grants[1]?.body);
  });

  it('carries a posted secret in the body and never in a header', async () => {
    const c1 = await startC1();
    const clientSecret = 'secret-token:a:v1:b+/=&c';
    const credential = { kind: 'client_secret_post', clientId: 'a@b/spc', clientSecret } as const;
    await newClient(c1.url, { credential }).client.forceSync(REF);
    expect(Object.fromEntries(new URLSearchParams(c1.grants[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'a@b/spc',
      client_secret: clientSecret,
    });
    expect(c1.grants[0]?.headers.authorization).toBeUndefined();
    expect(c1.calls[0]?.headers.authorization).toBe('Bearer token-1');
  });
});

describe('the token', () => {
  it('is granted once for 20 concurrent calls', async () => {
    const c1 = await startC1();
    const { client } = newClient(c1.url);
    await Promise.all(Array.from({ length: 20 }, () => client.forceSync(REF)));
    expect(c1.grants).toHaveLength(1);
    expect(c1.calls).toHaveLength(20);
  });

  it('is renewed once for 20 concurrent refusals, and each call sent once more', async () => {
    const c1 = await startC1((request, response) =>
      json(response, request.headers.authorization === 'Bearer token-1' ? 401 : 200, {}),
    );
    const { client } = newClient(c1.url);
    await Promise.all(Array.from({ length: 20 }, () => client.forceSync(REF)));
    expect(c1.grants).toHaveLength(2);
    expect(c1.calls).toHaveLength(40);
  });

  it('is not renewed for a refusal of its predecessor', async () => {
    const c1 = await startC1();
    const late: (() => void)[] = [];
    c1.api = (request, response, nth) => {
      const status = request.headers.authorization === 'Bearer token-1' ? 401 : 200;
      if (nth === 1) late.push(() => json(response, status, {}));
      else json(response, status, {});
    };
    const { client } = newClient(c1.url);
    const slow = client.forceSync(REF);
    await expect.poll(() => late.length).toBe(1);
    await client.forceSync(REF);
    expect(c1.grants).toHaveLength(2);
    late[0]?.();
    await slow;
    expect(c1.grants).toHaveLength(2);
  });

  it('refused twice is a refused credential, with one renewal and two sendings', async () => {
    const c1 = await startC1((_, response) => json(response, 401, { message: 'unauthenticated' }));
    const error = await reasonOf(newClient(c1.url).client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_credential_refused' });
    expect(c1.grants).toHaveLength(2);
    expect(c1.calls).toHaveLength(2);
  });

  it('is not renewed for a 403', async () => {
    const c1 = await startC1((_, response) => json(response, 403, {}));
    expect(await reasonOf(newClient(c1.url).client.forceSync(REF))).toMatchObject({ code: 'c1_credential_refused' });
    expect(c1.grants).toHaveLength(1);
    expect(c1.calls).toHaveLength(1);
  });

  it('that was given ready is sent as it is and never renewed', async () => {
    const c1 = await startC1((_, response, nth) => json(response, nth === 1 ? 401 : 200, {}));
    const { client } = newClient(c1.url, { credential: { kind: 'access_token', token: 'ready' } });
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ code: 'c1_credential_refused' });
    expect(c1.calls).toHaveLength(1);
    await client.forceSync(REF);
    expect(c1.calls[1]?.headers.authorization).toBe('Bearer ready');
    expect(c1.grants).toEqual([]);
  });

  it.each<[unknown, number]>([
    [3600, 3540],
    ['600', 540],
    [121, 61],
    [120, 60],
    [15, 7.5],
    [undefined, 540],
    ['soon', 540],
  ])('with expires_in %j is used for %d s and then renewed', async (expiresIn, seconds) => {
    const c1 = await startC1();
    c1.grant = (_, response, nth) => json(response, 200, tokenAnswer(`t${nth}`, { expires_in: expiresIn }));
    const { client, clock } = newClient(c1.url);
    await client.forceSync(REF);
    await clock.advance(seconds * 1000 - 1);
    await client.forceSync(REF);
    expect(c1.grants).toHaveLength(1);
    await clock.advance(1);
    await client.forceSync(REF);
    expect(c1.grants).toHaveLength(2);
    expect(c1.calls[2]?.headers.authorization).toBe('Bearer t2');
  });

  it('that could not be had is asked for again by the next call', async () => {
    const c1 = await startC1();
    c1.grant = (_, response, nth) => json(response, nth === 1 ? 401 : 200, tokenAnswer('t'));
    const { client } = newClient(c1.url);
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ code: 'c1_credential_refused' });
    await expect(client.forceSync(REF)).resolves.toBeUndefined();
  });

  it('is not shared between two clients', async () => {
    const c1 = await startC1();
    await newClient(c1.url).client.forceSync(REF);
    await newClient(c1.url).client.forceSync(REF);
    expect(c1.grants).toHaveLength(2);
  });
});
