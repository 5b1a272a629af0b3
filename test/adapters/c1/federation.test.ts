import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { running, SMALL } from '../../sandbox/c1/harness.ts';
import { json, newClient, REF, reasonOf, startC1 } from './loopback-c1.ts';

/** A tenant that trusts an issuer, and a client with a token of that issuer. */
async function federated(claims: JWTPayload = {}, clientId?: string) {
  const clock = new ManualClock(Date.now());
  const c1 = await running({ apps: SMALL, clock });
  const trust = c1.createTrust();
  const file = { token: await trust.issueToken(claims) };
  const read = () => {
    return { kind: 'token_exchange', clientId: clientId ?? trust.clientId, subjectToken: file.token } as const;
  };
  return { ...newClient(c1.baseUrl, { credential: read(), rereadCredential: read, clock }), c1, trust, file, clock };
}

const now = () => Math.floor(Date.now() / 1000);

describe('a token that C1 does not exchange', () => {
  it.each([
    ['of another issuer', { iss: 'https://other.example' }, /issuer_mismatch: .*issuer in C1/],
    ['of another workload', { sub: 'somebody-else' }, /cel_condition_not_met: .*condition \(CEL\)/],
    ['11 minutes old', { iat: now() - 660 }, /token_too_old: .*10 minutes.*expirationSeconds: 600/],
    ['that has ended', { exp: now() - 60 }, /token_too_old: /],
  ])('%s: the reason and its cure, and nothing was asked for', async (_, claims, sentence) => {
    const { c1, client } = await federated(claims);
    const error = await reasonOf(client.forceSync(REF));
    expect(error).toMatchObject({ code: 'c1_credential_refused', skewMs: null });
    expect(String(error)).toMatch(sentence);
    expect(c1.requests.map(({ route }) => route)).toEqual(['token']);
  });

  it('of a trust that is not there', async () => {
    const { client } = await federated({}, 'nobody@127.0.0.1/wfe');
    expect(String(await reasonOf(client.forceSync(REF)))).toMatch(/trust_not_found: .*C1_CLIENT_ID/);
  });

  it('of a service principal that is disabled', async () => {
    const { c1, client, trust } = await federated();
    c1.setTrustEnabled(trust.clientId, false);
    expect(String(await reasonOf(client.forceSync(REF)))).toMatch(/sp_disabled: .*enable it in C1/);
  });

  it.each([{ error: 'invalid_grant' }, { code: 16, message: 'unauthenticated' }, 'no words'])(
    'for no reason that is told (%j) points at the log of C1',
    async (body) => {
      const c1 = await startC1();
      c1.grant = (_, response) => json(response, 401, body);
      const credential = { kind: 'token_exchange', clientId: 'a@b/wfe', subjectToken: 'eyJ.a.b' } as const;
      const error = await reasonOf(newClient(c1.url, { credential }).client.forceSync(REF));
      expect(error).toMatchObject({ code: 'c1_credential_refused' });
      expect(String(error)).toContain("C1's system log names the reason");
    },
  );
});

describe('workload federation', () => {
  it('exchanges the token of the workload and calls with the one of C1', async () => {
    const { c1, client, trust, file } = await federated();
    await client.forceSync(REF);
    expect(Object.fromEntries(new URLSearchParams(c1.requests[0]?.raw.requestBody))).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: trust.clientId,
      subject_token: file.token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    });
    expect(c1.forceSyncs).toHaveLength(1);
  });

  it('takes the token of that moment for each exchange, and exchanges once per lifetime', async () => {
    const { c1, client, clock, trust, file } = await federated();
    await client.listApps();
    await clock.advance(3_600_000);
    // The first one is too old by now.
    file.token = await trust.issueToken();
    await client.listApps();
    await client.forceSync(REF);
    expect(c1.requests.filter(({ route }) => route === 'token').map(({ status }) => status)).toEqual([200, 200]);
    expect(new URLSearchParams(c1.requests[2]?.raw.requestBody).get('subject_token')).toBe(file.token);
  });
});
