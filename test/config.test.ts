import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Files } from '../src/config/environment.ts';
import { type Config, ConfigError, noManagerProblem, readConfig, variableNames } from '../src/config.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const { kty, crv, d, x } = privateKey.export({ format: 'jwk' });
const key = Buffer.from(JSON.stringify({ kty, crv, d, x })).toString('base64url');
const clientSecret = `secret-token:conductorone.com:v1:${key}`;

const socket = {
  SLACK_BOT_TOKEN: 'xoxb-1-bot',
  SLACK_APP_TOKEN: 'xapp-1-app',
  C1_CLIENT_ID: 'happy-otter-1@acme.conductor.one/spc',
  C1_CLIENT_SECRET: clientSecret,
  C1_SYNC_ADMINS: 'U012AB3CD',
};
const http = { ...socket, SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99yyyzzz85a5' };
const byToken = {
  ...socket,
  C1_CLIENT_ID: undefined,
  C1_CLIENT_SECRET: undefined,
  C1_ACCESS_TOKEN: 'opaque-token-1',
  C1_BASE_URL: 'https://acme.conductor.one',
};

type Env = Record<string, string | undefined>;

function filesOf(contents: Readonly<Record<string, string>> = {}): Files {
  return {
    exists: (path) => path in contents,
    read: (path) => {
      const content = contents[path];
      if (content === undefined)
        throw Object.assign(new Error(`ENOENT: no such file, open '${path}'`), { code: 'ENOENT' });
      return content;
    },
  };
}

function read(changes: Env = {}, files = filesOf()): Config {
  return readConfig({ ...socket, ...changes }, files);
}

function problemsOf(env: Env, files = filesOf()): readonly string[] {
  try {
    readConfig(env, files);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).toBe(error.problems.map(({ variable, problem }) => `${variable}: ${problem}`).join('\n'));
    return error.problems.map(({ variable, problem }) => `${variable}: ${problem}`);
  }
  return [];
}

describe('the whole', () => {
  it('is made of few variables and the defaults', () => {
    expect(read()).toEqual({
      slack: {
        botToken: 'xoxb-1-bot',
        apiUrl: 'https://slack.com/api/',
        mode: { kind: 'socket', appToken: 'xapp-1-app' },
      },
      c1: {
        baseUrl: 'https://acme.conductor.one',
        credential: { kind: 'private_key_jwt', clientId: socket.C1_CLIENT_ID, jwk: { kty, crv, d, x } },
        connectorUrlTemplate: null,
      },
      admins: ['U012AB3CD'],
      allowGuests: false,
      channel: null,
      cooldownMs: 60_000,
      followMs: 43_200_000,
      port: 3000,
      database: { kind: 'file', path: 'data/c1-sync.json' },
      auditStdout: false,
      logLevel: 'info',
      secrets: ['xoxb-1-bot', 'xapp-1-app', clientSecret, key],
      warnings: [],
    });
  });

  it('is frozen to its depths', () => {
    const config = read();
    const parts = [
      config,
      config.slack,
      config.slack.mode,
      config.c1,
      config.c1.credential,
      config.admins,
      config.secrets,
    ];
    expect(parts.every(Object.isFrozen)).toBe(true);
  });

  it('tells everything that is missing at once', () => {
    expect(problemsOf({}).map((line) => line.split(':')[0])).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'C1_CLIENT_ID',
      'C1_CLIENT_SECRET',
      'C1_SYNC_ADMINS',
    ]);
  });

  it('counts an empty or blank variable as unset, and trims the others', () => {
    expect(read({ PORT: ' ', LOG_LEVEL: '', C1_BASE_URL: '\t', C1_SYNC_CHANNEL: ' C012AB3CD\n' })).toMatchObject({
      port: 3000,
      logLevel: 'info',
      c1: { baseUrl: 'https://acme.conductor.one' },
      channel: 'C012AB3CD',
    });
    expect(problemsOf({ ...socket, SLACK_BOT_TOKEN: '  ' })).toEqual([expect.stringContaining('is not set')]);
  });

  it('has .env.example name each variable it reads, and no other', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    const asked = new Set<string>();
    const spy = (env: Env) =>
      new Proxy(env, {
        get: (target, name: string) => {
          asked.add(name);
          return target[name];
        },
      });
    for (const env of [socket, http, byToken]) readConfig(spy(env), filesOf());
    const canonical = [...asked].filter((name) => !name.endsWith('_FILE') && !name.startsWith('CONDUCTORONE_'));
    expect(named.sort()).toEqual([...variableNames].sort());
    expect(canonical.sort()).toEqual([...variableNames].sort());
  });

  it('starts with .env.example as it is once the required variables are filled in', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const set = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=(.*)$/gm)].map(([, name, value]) => [name, value]);
    expect(read({ ...Object.fromEntries(set), ...socket })).toEqual(read());
  });
});

const good: readonly (readonly [what: string, changes: Env, expected: object])[] = [
  ['HTTP mode', http, { slack: { mode: { kind: 'http', signingSecret: http.SLACK_SIGNING_SECRET } } }],
  ['Socket Mode when both are set', { SLACK_SIGNING_SECRET: 'x' }, { slack: { mode: { kind: 'socket' } } }],
  [
    'a slash at the end of the API URL',
    { SLACK_API_URL: 'https://slack-gov.com/api' },
    { slack: { apiUrl: 'https://slack-gov.com/api/' } },
  ],
  [
    'http towards 127.0.0.0/8',
    { SLACK_API_URL: 'http://127.1.2.3:9000/api/' },
    { slack: { apiUrl: 'http://127.1.2.3:9000/api/' } },
  ],
  ['http towards localhost', { C1_BASE_URL: 'http://localhost:4000/' }, { c1: { baseUrl: 'http://localhost:4000' } }],
  ['http towards ::1', { C1_BASE_URL: 'http://[::1]:4000' }, { c1: { baseUrl: 'http://[::1]:4000' } }],
  ['any free port', { PORT: '0' }, { port: 0 }],
  ['the last port', { PORT: '65535' }, { port: 65_535 }],
  [
    'an access token and a URL',
    byToken,
    { c1: { baseUrl: 'https://acme.conductor.one', credential: { kind: 'access_token', token: 'opaque-token-1' } } },
  ],
  [
    'an access token and a client id for the host',
    { ...byToken, C1_BASE_URL: undefined, C1_CLIENT_ID: 'n@eu.c1eu.ai/spc' },
    { c1: { baseUrl: 'https://eu.c1eu.ai' } },
  ],
  [
    'an access token before id and secret',
    { C1_ACCESS_TOKEN: 'opaque' },
    { c1: { credential: { kind: 'access_token' } } },
  ],
  [
    'a posted secret, kept whole',
    { C1_AUTH_METHOD: 'client_secret_post', C1_CLIENT_SECRET: 'secret-token:SHORT' },
    { c1: { credential: { kind: 'client_secret_post', clientSecret: 'secret-token:SHORT' } } },
  ],
  [
    'a link template',
    { C1_CONNECTOR_URL_TEMPLATE: 'https://{host}/a/{appId}/c/{connectorId}' },
    { c1: { connectorUrlTemplate: 'https://{host}/a/{appId}/c/{connectorId}' } },
  ],
  ['admins, each once', { C1_SYNC_ADMINS: ' U012AB3CD, W999,U012AB3CD,' }, { admins: ['U012AB3CD', 'W999'] }],
  ['no cool-down', { C1_SYNC_COOLDOWN_SECONDS: '0' }, { cooldownMs: 0 }],
  ['a week of following', { C1_SYNC_FOLLOW_MINUTES: '10080' }, { followMs: 604_800_000 }],
  ['a copy of the trail on standard output', { C1_SYNC_AUDIT_STDOUT: 'True' }, { auditStdout: true }],
  ['no such copy', { C1_SYNC_AUDIT_STDOUT: 'false' }, { auditStdout: false }],
  ['a level in capitals', { LOG_LEVEL: 'DEBUG' }, { logLevel: 'debug' }],
  ['guests let in', { C1_SYNC_GUESTS: 'Allow' }, { allowGuests: true }],
  ['guests kept out', { C1_SYNC_GUESTS: 'refuse' }, { allowGuests: false }],
  ['a private channel', { C1_SYNC_CHANNEL: 'G012AB3CD' }, { channel: 'G012AB3CD' }],
  [
    'the names of C1’s own tools',
    {
      C1_CLIENT_ID: undefined,
      CONDUCTORONE_CLIENT_ID: 'n@eu.c1eu.ai/spc',
      CONDUCTORONE_SERVER_URL: 'https://eu2.c1eu.ai',
    },
    { c1: { baseUrl: 'https://eu2.c1eu.ai', credential: { clientId: 'n@eu.c1eu.ai/spc' } } },
  ],
  [
    'both names with one value',
    { CONDUCTORONE_CLIENT_SECRET: clientSecret },
    { c1: { credential: { kind: 'private_key_jwt' } } },
  ],
];

it.each(good)('reads %s', (_what, changes, expected) => {
  expect(read(changes)).toMatchObject(expected);
});

const NOT_LOOPBACK = /is not encrypted; write https/;
const bad: readonly (readonly [variable: string, value: string, says: RegExp])[] = [
  ['SLACK_BOT_TOKEN', 'xoxe.xoxb-1-zzz', /rotating token.*turn token rotation off/],
  ['SLACK_BOT_TOKEN', 'xoxe-1-zzz', /rotating token.*turn token rotation off/],
  ['SLACK_BOT_TOKEN', 'xoxp-zzz', /is a user token.*xoxb-/],
  ['SLACK_BOT_TOKEN', 'xapp-1-zzz', /is not a bot token/],
  ['SLACK_BOT_TOKEN', 'xoxb-1 2', /is not a bot token/],
  ['SLACK_BOT_TOKEN', '"xoxb-1-bot"', /is in quotes; remove them/],
  ['SLACK_APP_TOKEN', 'xoxb-zzz', /is not an app-level token/],
  ['SLACK_API_URL', 'http://slack.com/api/', NOT_LOOPBACK],
  ['SLACK_API_URL', 'http://127.evil.example/', NOT_LOOPBACK],
  ['SLACK_API_URL', 'http://localhost.evil.example/', NOT_LOOPBACK],
  ['SLACK_API_URL', 'slack.com', /is not a URL/],
  ['SLACK_API_URL', 'ftp://slack.com', /is not an https URL/],
  ['SLACK_API_URL', 'https://slack.com/api/?a=1', /has a query/],
  ['PORT', '65536', /whole number from 0 to 65535/],
  ['PORT', '-1', /whole number/],
  ['PORT', '3000.5', /whole number/],
  ['PORT', 'tcp://10.0.0.1:80', /whole number/],
  ['C1_CLIENT_ID', 'nonsense', /is not a client id/],
  ['C1_CLIENT_SECRET', 'secret-token:conductorone.com:v2:zzzz', /version v1/],
  ['C1_BASE_URL', 'https://acme.conductor.one/api', /has a path/],
  ['C1_BASE_URL', 'https://user:zzz@acme.conductor.one', /has credentials in it/],
  ['C1_BASE_URL', 'http://acme.conductor.one', NOT_LOOPBACK],
  ['C1_BASE_URL', 'acme.conductor.one', /is not a URL; write it as https/],
  ['C1_AUTH_METHOD', 'basic', /write private_key_jwt or client_secret_post/],
  ['C1_CONNECTOR_URL_TEMPLATE', 'http://{host}/', /is not an https URL/],
  ['C1_CONNECTOR_URL_TEMPLATE', 'https://{host}/{app}', /no other word in braces/],
  ['C1_CONNECTOR_URL_TEMPLATE', 'javascript:alert(1)', /is not an https URL/],
  ['C1_ACCESS_TOKEN', 'Bearer zzz', /has a gap in it.*without "Bearer"/],
  ['C1_SYNC_ADMINS', 'U012AB3CD,ann@example.com', /entry 2 is an email address.*Copy member ID/],
  ['C1_SYNC_ADMINS', '@ann', /entry 1 is a name.*Copy member ID/],
  ['C1_SYNC_ADMINS', 'U012AB3CD;U0', /entry 1 is not a member id/],
  ['C1_SYNC_GUESTS', 'yes', /is unknown; write refuse or allow/],
  ['C1_SYNC_CHANNEL', '#general', /is a channel's name; write its id/],
  ['C1_SYNC_CHANNEL', 'D012AB3CD', /is not a channel id/],
  ['C1_SYNC_COOLDOWN_SECONDS', '86401', /whole number from 0 to 86400/],
  ['C1_SYNC_FOLLOW_MINUTES', '0', /whole number from 1 to 10080/],
  ['C1_SYNC_AUDIT_STDOUT', 'yes', /neither true nor false; write one of them/],
  ['LOG_LEVEL', 'verbose', /one of trace, debug, info, warn, error, fatal, silent/],
  ['DATABASE_URL', 'mysql://u:zzz@db/c1', /is not one of Postgres; write it as postgres:/],
  ['DATABASE_URL', 'postgres://u:zzz@db', /names no database/],
  ['DATABASE_URL', 'db zzz', /is not a URL/],
  ['DATABASE_PATH', 'postgres://u:zzz@db/c1', /is a URL/],
  ['DATABASE_PATH', 'data/', /is a directory/],
];

it.each(bad)('refuses %s=%s', (variable, value, says) => {
  const problems = problemsOf({ ...socket, [variable]: value });
  expect(problems).toEqual([expect.stringMatching(says)]);
  expect(problems[0]).toMatch(new RegExp(`^${variable}: `));
  expect(problems[0]).not.toContain('zzz');
});

describe('a database', () => {
  const url = 'postgresql://c1:p%40ss@db.example.com/c1?sslmode=verify-full';

  it('takes the place of the file, and its password is a secret in each form', () => {
    const config = readConfig({ ...socket, DATABASE_URL: url, DATABASE_PATH: 'data/x.json' }, filesOf());
    expect(config.database).toEqual({ kind: 'postgres', url, name: 'db.example.com:5432/c1' });
    expect(config.secrets).toEqual(expect.arrayContaining([url, 'p%40ss', 'p@ss']));
    expect(config.warnings).toEqual([]);
  });

  it('may have a manager, so none has to be named', () => {
    const { C1_SYNC_ADMINS: _, ...rest } = socket;
    expect(readConfig({ ...rest, DATABASE_URL: url }, filesOf()).admins).toEqual([]);
  });

  it('over a network without a word of encryption is odd', () => {
    const warnings = (text: string) => readConfig({ ...socket, DATABASE_URL: text }, filesOf()).warnings;
    expect(warnings('postgres://db/c1')).toEqual([expect.stringMatching(/^DATABASE_URL says nothing of encryption/)]);
    expect(warnings('postgres://127.0.0.1/c1')).toEqual([]);
  });
});

describe('what depends on each other', () => {
  it('asks for a signing secret of eight characters in HTTP mode', () => {
    expect(problemsOf({ ...http, SLACK_SIGNING_SECRET: 'short' })).toEqual([
      expect.stringMatching(/^SLACK_SIGNING_SECRET: /),
    ]);
  });

  it('asks for the tenant of an access token', () => {
    expect(problemsOf({ ...byToken, C1_BASE_URL: '' })).toEqual([expect.stringMatching(/^C1_BASE_URL: is not set/)]);
  });

  it('asks for a posted secret only that it starts like one', () => {
    const env = { ...socket, C1_AUTH_METHOD: 'client_secret_post', C1_CLIENT_SECRET: 'hunter2' };
    expect(problemsOf(env)).toEqual([expect.stringMatching(/^C1_CLIENT_SECRET: /)]);
  });

  it('asks for admins only while there is no store', () => {
    const env = { ...socket, C1_SYNC_ADMINS: ' ' };
    expect(problemsOf(env)).toEqual([`C1_SYNC_ADMINS: ${noManagerProblem('data/c1-sync.json').problem}`]);
    expect(readConfig(env, filesOf({ 'data/c1-sync.json': '' })).admins).toEqual([]);
  });

  it.each(['C1_CLIENT_ID', 'C1_CLIENT_SECRET', 'C1_ACCESS_TOKEN', 'C1_BASE_URL'])(
    'refuses %s and its other name with different values',
    (name) => {
      const alias = name === 'C1_BASE_URL' ? 'CONDUCTORONE_SERVER_URL' : name.replace('C1_', 'CONDUCTORONE_');
      const problems = problemsOf({ ...byToken, C1_BASE_URL: '', ...socket, [name]: 'one', [alias]: 'two' });
      expect(problems).toContain(`${name}: and ${alias} have different values; unset one of them`);
    },
  );
});

describe('secrets from files', () => {
  it('reads every secret from a file, under either name, without the newline at its end', () => {
    const files = filesOf({
      '/s/bot': 'xoxb-file\n',
      '/s/sign': '8f742231b1\r\n',
      '/s/id': 'n@h.example/spc\n',
      '/s/key': clientSecret,
    });
    const env = {
      SLACK_BOT_TOKEN_FILE: '/s/bot',
      SLACK_SIGNING_SECRET_FILE: '/s/sign',
      CONDUCTORONE_CLIENT_ID_FILE: '/s/id',
      C1_CLIENT_SECRET_FILE: '/s/key',
      C1_SYNC_ADMINS: 'U012AB3CD',
    };
    const config = readConfig(env, files);
    expect(config.slack).toMatchObject({ botToken: 'xoxb-file', mode: { signingSecret: '8f742231b1' } });
    expect(config.c1).toMatchObject({ baseUrl: 'https://h.example', credential: { clientId: 'n@h.example/spc' } });
    expect(config.secrets).toEqual(['xoxb-file', '8f742231b1', clientSecret, key]);
  });

  it('refuses a name and its file together, without a second complaint', () => {
    const env = { ...socket, SLACK_BOT_TOKEN_FILE: '/s/bot' };
    expect(problemsOf(env)).toEqual(['SLACK_BOT_TOKEN: is set and so is SLACK_BOT_TOKEN_FILE; unset one of them']);
  });

  it.each([
    ['/s/none', {}, /the file \/s\/none does not exist \(ENOENT\)/],
    ['secrets/none', {}, /the file secrets\/none does not exist/],
    ['/s/empty', { '/s/empty': ' \n' }, /the file \/s\/empty is empty/],
  ])('says why %s cannot be used', (path, contents, says) => {
    const problems = problemsOf({ ...socket, SLACK_APP_TOKEN: '', SLACK_APP_TOKEN_FILE: path }, filesOf(contents));
    expect(problems).toEqual([expect.stringMatching(says)]);
    expect(problems[0]).toMatch(/^SLACK_APP_TOKEN_FILE: /);
  });

  it('does not repeat a secret that was put where its path belongs', () => {
    for (const secret of ['xoxb-zzz-zzz', 'aaaaaaaazzzzzzzz', 'https://hooks.slack.com/commands/zzz']) {
      const [problem] = problemsOf({ ...socket, SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: secret });
      expect(problem).toMatch(/does not exist/);
      expect(problem).not.toContain('zzz');
    }
  });

  it('reads a real file', () => {
    const path = new URL('../package.json', import.meta.url).pathname;
    expect(() => readConfig({ ...socket, SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: path })).toThrow(
      /is not a bot token/,
    );
    expect(() => readConfig({ ...socket, SLACK_BOT_TOKEN: '', SLACK_BOT_TOKEN_FILE: `${path}.none` })).toThrow(
      /ENOENT/,
    );
  });
});

it('gives the log also the secrets that are set and not used', () => {
  const unused = { SLACK_SIGNING_SECRET: 'not-used-1', C1_ACCESS_TOKEN: 'used-token' };
  expect(read(unused).secrets).toEqual(expect.arrayContaining(['not-used-1', 'used-token', clientSecret, key]));
});

describe('variables that look like ours', () => {
  it.each([
    ['C1_SYNC_ADMIN', 'C1_SYNC_ADMINS'],
    ['SLACK_BOT_TOKN', 'SLACK_BOT_TOKEN'],
    ['C1_CLIENT_SECRET_FLIE', 'C1_CLIENT_SECRET_FILE'],
    ['CONDUCTORONE_SERVERURL', 'CONDUCTORONE_SERVER_URL'],
  ])('warns of %s', (name, meant) => {
    expect(read({ [name]: 'x' }).warnings).toEqual([`${name} is not a variable of c1-sync; did you mean ${meant}?`]);
  });

  it('leaves others alone, and those that are empty', () => {
    expect(read({ SLACK_WEBHOOK: 'x', C1_SYNC_ADMIN: '', PATH: '/bin', HOST: 'x' }).warnings).toEqual([]);
  });
});

it('never repeats a value, whatever it is and wherever it stands', () => {
  const names = fc.constantFrom(
    ...variableNames,
    'SLACK_BOT_TOKEN_FILE',
    'C1_CLIENT_SECRET_FILE',
    'CONDUCTORONE_CLIENT_ID',
  );
  const prefix = fc.constantFrom(
    '',
    'xoxb-',
    'xoxe.',
    'xoxp-',
    'xapp-',
    'secret-token:',
    'secret-token:a:v1:',
    'https://u:',
    '@',
    '#',
  );
  const value = fc
    .tuple(prefix, fc.string({ minLength: 1 }))
    .map(([start, rest]) => `${start}Q7q${rest.replaceAll('/', '')}Q7q`);
  fc.assert(
    fc.property(fc.dictionary(names, value), (env) => {
      const said = problemsOf({ ...env, DATABASE_PATH: '' }).join('\n');
      expect(said).not.toContain('Q7q');
    }),
    { numRuns: 500 },
  );
});
