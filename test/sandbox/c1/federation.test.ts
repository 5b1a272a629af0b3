import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { askToken, call, manualClock, running, SMALL } from './harness.ts';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const JWT_TYPE = 'urn:ietf:params:oauth:token-type:jwt';

async function trusting(now = Date.UTC(2026, 10, 2, 12)) {
  const clock = manualClock(now);
  const c1 = await running({ apps: SMALL, clock });
  const trust = c1.createTrust();
  const exchange = (subject_token: string, fields: Record<string, string | undefined> = {}) =>
    askToken(c1, {
      grant_type: EXCHANGE,
      client_id: trust.clientId,
      subject_token,
      subject_token_type: JWT_TYPE,
      ...fields,
    });
  return { c1, clock, trust, exchange, iat: now / 1000 };
}

describe('the exchange of a token is refused', () => {
  it.each<[string, (iat: number) => JWTPayload]>([
    ['issuer_mismatch', () => ({ iss: 'https://other.example' })],
    ['cel_condition_not_met', () => ({ sub: 'somebody else' })],
    ['token_too_old', (iat) => ({ iat: iat - 601 })],
    ['token_too_old', (iat) => ({ exp: iat - 1 })],
  ])('with %s', async (reason, claims) => {
    const { c1, trust, exchange, iat } = await trusting();
    const answer = await exchange(await trust.issueToken(claims(iat)));
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_grant', error_description: reason } });
    expect(c1.tokenGrants).toBe(0);
  });
  it('when another issuer signed it', async () => {
    const { c1, exchange } = await trusting();
    const answer = await exchange(await c1.createTrust().issueToken());
    expect(answer.body.error_description).toBe('issuer_mismatch');
  });
  it('when it is no JWT', async () => {
    expect((await (await trusting()).exchange('nonsense')).body.error_description).toBe('invalid_jwt_format');
  });
  it('without a trust', async () => {
    const { c1, trust, exchange } = await trusting();
    const answer = await exchange(await trust.issueToken(), { client_id: c1.clientId });
    expect(answer.body.error_description).toBe('trust_not_found');
  });
  it('while the service principal is disabled', async () => {
    const { c1, trust, exchange } = await trusting();
    c1.setTrustEnabled(trust.clientId, false);
    expect((await exchange(await trust.issueToken())).body.error_description).toBe('sp_disabled');
    c1.setTrustEnabled(trust.clientId, true);
    expect(await exchange(await trust.issueToken())).toMatchObject({ status: 200 });
  });
  it.each([{ subject_token: undefined }, { subject_token_type: undefined }, { subject_token_type: 'jwt' }])(
    'with %j',
    async (fields) => {
      const { trust, exchange } = await trusting();
      const answer = await exchange(await trust.issueToken(), fields);
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    },
  );
});

describe('the exchange of a token', () => {
  it('gives one of C1, which works', async () => {
    const { c1, trust, exchange } = await trusting();
    const { body } = await exchange(await trust.issueToken());
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const headers = { Authorization: `Bearer ${body.access_token}` };
    expect(await call(c1, '/api/v1/apps', { headers })).toMatchObject({ status: 200 });
  });
  it('goes with the time of the tenant', async () => {
    const { clock, trust, exchange } = await trusting();
    const token = await trust.issueToken();
    clock.pass(600_000);
    expect(await exchange(token)).toMatchObject({ status: 200 });
    clock.pass(1000);
    expect(await exchange(token)).toMatchObject({ status: 401 });
  });
  it('shows nothing of it in the log', async () => {
    const { c1, trust, exchange } = await trusting();
    const token = await trust.issueToken();
    await exchange(token);
    for (const part of token.split('.')) expect(JSON.stringify(c1.requests)).not.toContain(part);
  });
});
