import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Files } from '../../src/config/environment.ts';
import { type Config, ConfigError, readConfig } from '../../src/config.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1-bot', SLACK_APP_TOKEN: 'xapp-1-app', C1_SYNC_ADMINS: 'U012AB3CD' };
const SPC = 'happy-otter-1@acme.conductor.one/spc';
const WFE = 'quiet-bear-1@acme.conductor.one/wfe';
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ3In0.c2lnbmF0dXJl';

type Env = Record<string, string | undefined>;

function newSecret(): string {
  const { kty, crv, d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return `secret-token:conductorone.com:v1:${Buffer.from(JSON.stringify({ kty, crv, d, x })).toString('base64url')}`;
}

/** Files in memory, to be changed at will. */
function filesOf(contents: Record<string, string>): Files {
  const read = (path: string) => {
    const content = contents[path];
    if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return content;
  };
  return { read, exists: (path) => path in contents };
}

function read(env: Env, files = filesOf({})): Config {
  return readConfig({ ...SLACK, ...env }, files);
}

function problemsOf(env: Env, files = filesOf({})): readonly string[] {
  try {
    read(env, files);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
  return [];
}

describe('workload federation', () => {
  it.each<[string, Env, RegExp]>([
    [
      'no token for a trust',
      { C1_CLIENT_ID: WFE },
      /^C1_OIDC_TOKEN: is not set, and C1_CLIENT_ID .*C1_OIDC_TOKEN_FILE/,
    ],
    [
      'a secret for a trust',
      { C1_CLIENT_ID: WFE, C1_CLIENT_SECRET: newSecret() },
      /^C1_OIDC_TOKEN: is not set, and C1_CLIENT_ID is that of a federation trust/,
    ],
    ['a token for no trust', { C1_CLIENT_ID: SPC, C1_OIDC_TOKEN: JWT }, /^C1_CLIENT_ID: is not that of a federation/],
    ['no client id', { C1_OIDC_TOKEN: JWT }, /^C1_CLIENT_ID: is not set; .*ends in \/wfe/],
    ['no JWT', { C1_CLIENT_ID: WFE, C1_OIDC_TOKEN: 'zzz' }, /^C1_OIDC_TOKEN: This is not a signed JWT/],
    [
      'an unsigned JWT',
      { C1_CLIENT_ID: WFE, C1_OIDC_TOKEN: 'eyJhIjoxfQ.zzz.' },
      /^C1_OIDC_TOKEN: This is not a signed/,
    ],
    ['a header', { C1_CLIENT_ID: WFE, C1_OIDC_TOKEN: `Bearer ${JWT}` }, /^C1_OIDC_TOKEN: This is not a signed JWT/],
    ['two tokens', { C1_CLIENT_ID: WFE, C1_OIDC_TOKEN: JWT, CONDUCTORONE_OIDC_TOKEN: 'zzz' }, /have different values/],
    [
      'no file',
      { C1_CLIENT_ID: WFE, C1_OIDC_TOKEN_FILE: '/run/none' },
      /^C1_OIDC_TOKEN_FILE: the file \/run\/none does/,
    ],
  ])('refuses %s', (_, env, says) => {
    const problems = problemsOf(env);
    expect(problems).toEqual([expect.stringMatching(says)]);
    expect(problems[0]).not.toMatch(/zzz|eyJ/);
  });

  it.each<[string, Env]>([
    ['a variable', { C1_OIDC_TOKEN: JWT }],
    ['the variable of C1’s own tools', { CONDUCTORONE_OIDC_TOKEN: JWT }],
    ['a file', { C1_OIDC_TOKEN_FILE: '/run/oidc' }],
    ['a variable, before a secret', { C1_OIDC_TOKEN: JWT, C1_CLIENT_SECRET: newSecret() }],
  ])('takes the token from %s', (_, env) => {
    const config = read({ C1_CLIENT_ID: WFE, ...env }, filesOf({ '/run/oidc': `${JWT}\n` }));
    expect(config.c1).toMatchObject({
      baseUrl: 'https://acme.conductor.one',
      credential: { kind: 'token_exchange', clientId: WFE, subjectToken: JWT },
    });
    expect(config.secrets).toContain(JWT);
  });

  it('comes after an access token', () => {
    const config = read({ C1_CLIENT_ID: WFE, C1_OIDC_TOKEN: JWT, C1_ACCESS_TOKEN: 'ready' });
    expect(config.c1.credential).toEqual({ kind: 'access_token', token: 'ready' });
    expect(config.secrets).toContain(JWT);
  });
});

describe('a credential that comes from files', () => {
  it('is read anew, with its secrets for the log', () => {
    const [first, second] = [newSecret(), newSecret()];
    const contents: Record<string, string> = { '/run/id': SPC, '/run/secret': first };
    const { c1, secrets } = read(
      { C1_CLIENT_ID_FILE: '/run/id', C1_CLIENT_SECRET_FILE: '/run/secret' },
      filesOf(contents),
    );
    expect(c1.rereadCredential?.().credential).toEqual(c1.credential);
    contents['/run/id'] = 'happy-otter-2@acme.conductor.one/spc\n';
    contents['/run/secret'] = `${second}\n`;
    const reread = c1.rereadCredential?.();
    expect(reread?.credential).toMatchObject({ clientId: 'happy-otter-2@acme.conductor.one/spc' });
    expect(reread?.credential).not.toMatchObject({
      jwk: c1.credential.kind === 'private_key_jwt' ? c1.credential.jwk : {},
    });
    expect(reread?.secrets).toEqual(expect.arrayContaining([second, second.split(':')[3]]));
    expect(secrets).not.toContain(second);
  });

  it.each([
    ['that is gone', undefined, /^C1_CLIENT_SECRET_FILE: the file \/run\/secret does not exist \(ENOENT\)/],
    ['that is empty', ' \n', /^C1_CLIENT_SECRET_FILE: the file \/run\/secret is empty/],
    ['that was written by half', newSecret().slice(0, -30), /^C1_CLIENT_SECRET: This is not a usable client secret/],
  ])('and a file %s: says so, and shows nothing of it', (_, content, says) => {
    const secret = newSecret();
    const contents: Record<string, string> = { '/run/secret': secret };
    const { c1 } = read({ C1_CLIENT_ID: SPC, C1_CLIENT_SECRET_FILE: '/run/secret' }, filesOf(contents));
    if (content === undefined) delete contents['/run/secret'];
    else contents['/run/secret'] = content;
    expect(() => c1.rereadCredential?.()).toThrow(says);
    expect(() => c1.rereadCredential?.()).not.toThrow(/eyJ/);
    contents['/run/secret'] = secret;
    expect(c1.rereadCredential?.().credential).toEqual(c1.credential);
  });

  it.each<[string, Env]>([
    ['CONDUCTORONE_CLIENT_SECRET_FILE', { C1_CLIENT_ID: SPC, CONDUCTORONE_CLIENT_SECRET_FILE: '/run/secret' }],
    ['C1_ACCESS_TOKEN_FILE', { C1_CLIENT_ID: SPC, C1_ACCESS_TOKEN_FILE: '/run/secret' }],
    ['CONDUCTORONE_ACCESS_TOKEN_FILE', { C1_CLIENT_ID: SPC, CONDUCTORONE_ACCESS_TOKEN_FILE: '/run/secret' }],
    [
      'C1_ACCESS_TOKEN_FILE, without a client id',
      { C1_BASE_URL: 'https://a.example', C1_ACCESS_TOKEN_FILE: '/run/secret' },
    ],
  ])('is read anew from %s too', (_, env) => {
    const contents = { '/run/secret': newSecret() };
    const { c1 } = read(env, filesOf(contents));
    contents['/run/secret'] = newSecret();
    expect(c1.rereadCredential?.().credential).not.toEqual(c1.credential);
  });

  it('is read from the real file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'c1-sync-'));
    onTestFinished(() => rmSync(directory, { recursive: true }));
    const path = join(directory, 'token');
    writeFileSync(path, 'first\n');
    const env = { ...SLACK, C1_BASE_URL: 'https://a.example', C1_ACCESS_TOKEN_FILE: path };
    const { c1 } = readConfig(env);
    writeFileSync(path, 'second\n');
    expect(c1.rereadCredential?.().credential).toEqual({ kind: 'access_token', token: 'second' });
  });
});

it('a credential that comes from variables alone is not read anew', () => {
  expect(read({ C1_CLIENT_ID: SPC, C1_CLIENT_SECRET: newSecret() }).c1.rereadCredential).toBeUndefined();
});
