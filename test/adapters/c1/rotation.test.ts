import { describe, expect, it } from 'vitest';
import { BadCredential, type C1Credential, parseClientSecret } from '../../../src/adapters/c1/credential.ts';
import { ManualClock } from '../../doubles/manual-clock.ts';
import { running, SMALL } from '../../sandbox/c1/harness.ts';
import { json, newClient, REF, reasonOf, startC1, tokenAnswer } from './loopback-c1.ts';

type Pair = { readonly clientId: string; readonly clientSecret: string };

const keyOf = ({ clientId, clientSecret }: Pair): C1Credential => {
  return { kind: 'private_key_jwt', clientId, jwk: parseClientSecret(clientSecret) };
};
const posted = (clientSecret: string) => ({ kind: 'client_secret_post', clientId: 'a@b/spc', clientSecret }) as const;
const ready = (token: string) => ({ kind: 'access_token', token }) as const;

/** A tenant, and a client whose credential comes from files: `files.read` is what reading them gives. */
async function withFiles() {
  const clock = new ManualClock(Date.now());
  const c1 = await running({ apps: SMALL, clock });
  const first = keyOf(c1);
  const files = { read: (): C1Credential => first };
  const rereadCredential = () => files.read();
  return { ...newClient(c1.baseUrl, { credential: first, rereadCredential, clock }), c1, clock, files };
}

describe('files that hold no credential', () => {
  it('leave the last good one in use, with a warning each time it would have been read', async () => {
    const { c1, client, clock, files, lines } = await withFiles();
    await client.listApps();
    files.read = () => {
      throw new BadCredential('C1_CLIENT_SECRET_FILE: the file /run/secrets/c1 is empty');
    };
    await clock.advance(3_600_000);
    await client.forceSync(REF);
    expect(c1.forceSyncs).toHaveLength(1);
    expect(lines.filter(({ level }) => level === 'warn')).toEqual([
      {
        level: 'warn',
        message: 'the C1 credential cannot be read anew; the last one stays in use',
        fields: { why: 'C1_CLIENT_SECRET_FILE: the file /run/secrets/c1 is empty' },
      },
    ]);
  });

  it('and a last one that C1 refuses: refused, asked for once', async () => {
    const { c1, client, files } = await withFiles();
    files.read = () => {
      throw new BadCredential('broken');
    };
    c1.revokeCredential();
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ code: 'c1_credential_refused' });
    expect(c1.requests).toHaveLength(1);
  });
});

describe('a credential that changes in its files', () => {
  it('is used from the next token on', async () => {
    const { c1, client, clock, files, lines } = await withFiles();
    await client.listApps();
    const second = keyOf(c1.issueCredential());
    files.read = () => second;
    c1.revokeCredential();
    // The token of the first one lives on.
    await client.listApps();
    expect(c1.tokenGrants).toBe(1);
    await clock.advance(3_600_000);
    await client.forceSync(REF);
    expect([c1.tokenGrants, c1.forceSyncs.length]).toEqual([2, 1]);
    expect(lines.filter(({ level }) => level === 'info').map(({ message }) => message)).toEqual([
      'the C1 credential has changed; the new one is used from now on',
    ]);
  });

  it('is used at once when C1 refuses the token of the last one', async () => {
    const { c1, client, files } = await withFiles();
    await client.listApps();
    const second = keyOf(c1.issueCredential());
    files.read = () => second;
    c1.revokeCredential();
    c1.revokeTokens();
    await client.forceSync(REF);
    expect([c1.tokenGrants, c1.forceSyncs.length]).toEqual([2, 1]);
  });

  it('while C1 is asked with the last one: asked once more, with the new one', async () => {
    const c1 = await startC1();
    const files = { read: () => posted('secret-token:old') };
    c1.grant = ({ body }, response) => {
      files.read = () => posted('secret-token:new');
      const isNew = new URLSearchParams(body).get('client_secret') === 'secret-token:new';
      json(response, isNew ? 200 : 401, tokenAnswer('t'));
    };
    const rereadCredential = () => files.read();
    const { client } = newClient(c1.url, { credential: posted('secret-token:old'), rereadCredential });
    await client.forceSync(REF);
    expect([c1.grants.length, c1.calls.length]).toEqual([2, 1]);
  });

  it('does not count as changed when it is only read anew', async () => {
    const { c1, client, files, lines } = await withFiles();
    files.read = () => keyOf(c1);
    c1.revokeCredential();
    await reasonOf(client.forceSync(REF));
    expect(c1.requests).toHaveLength(1);
    expect(lines.filter(({ level }) => level === 'info')).toEqual([]);
  });
});

describe('a ready access token in a file', () => {
  it('is read anew when C1 refuses it, and the call sent once more', async () => {
    const c1 = await startC1(({ headers }, response) =>
      json(response, headers.authorization === 'Bearer new' ? 200 : 401, {}),
    );
    const files = { read: () => ready('old') };
    const { client } = newClient(c1.url, { credential: ready('old'), rereadCredential: () => files.read() });
    files.read = () => ready('old');
    expect(await reasonOf(client.forceSync(REF))).toMatchObject({ code: 'c1_credential_refused' });
    expect(c1.calls).toHaveLength(1);
    files.read = () => ready('new');
    await Promise.all([client.forceSync(REF), client.forceSync(REF)]);
    expect(c1.calls.slice(-2).map(({ headers }) => headers.authorization)).toEqual(['Bearer new', 'Bearer new']);
    expect(c1.grants).toEqual([]);
  });
});
