import { spawnSync } from 'node:child_process';
import { WebClient } from '@slack/web-api';
import { AxiosError, AxiosHeaders } from 'axios';
import type pino from 'pino';
import { describe, expect, it } from 'vitest';
import { boltLogger } from '../src/bolt-logger.ts';
import { createAuditCopy, createLogger } from '../src/logger.ts';
import type { Log } from '../src/ports/log.ts';

const SECRETS = [
  'xoxb-1-configured',
  '8f742231b10e8888abcd99yyyzzz85a5',
  'quote"and\\backslash',
  'a secret & more',
  'b!g (secret)',
];

/** A log and the lines it wrote, parsed: each has to be one line of JSON. */
function logInto(level: pino.LevelWithSilent = 'trace') {
  const lines: string[] = [];
  const log = createLogger({
    level,
    secrets: SECRETS,
    destination: { write: (line: string) => void lines.push(line) },
  });
  const last = (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? 'null');
  return { log, lines, last, text: () => lines.join('') };
}

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** What must not get out → the part to look for. */
const forms: readonly (readonly [what: string, secret: string, part: string])[] = [
  ['the configured bot token', 'xoxb-1-configured', 'configured'],
  ['the configured signing secret', '8f742231b10e8888abcd99yyyzzz85a5', '8f742231'],
  ['a configured secret that JSON escapes', 'quote"and\\backslash', 'backslash'],
  ['a configured secret in a form body', 'x=a+secret+%26+more', 'secret+'],
  ['a configured secret in a URL', 'https://c1.test/?x=b!g%20(secret)', '!g%20('],
  ['a bot token of others', 'xoxb-2222-3333-zzzz', 'zzzz'],
  ['a user token', 'xoxp-2222-zzzz', 'zzzz'],
  ['a rotating token', 'xoxe.xoxb-1-Mi0yLzzzz', 'zzzz'],
  ['a refresh token', 'xoxe-1-zzzz', 'zzzz'],
  ['a session cookie', 'xoxd-abc%2Fzzzz', 'zzzz'],
  ['an app-level token', 'xapp-1-A1-2-zzzz', 'zzzz'],
  ['a workflow token', 'xwfp-zzzz', 'zzzz'],
  ['a JWT', 'eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.zzzz', 'zzzz'],
  ['a client secret of C1', 'secret-token:conductorone.com:v1:eyJrdHkizzzz', 'zzzz'],
  ['an Authorization header', 'authorization: Bearer opaque-zzzz', 'zzzz'],
  ['an Authorization header of a bound token', 'authorization: DPoP opaque-token-of-c1-zzzz', 'zzzz'],
  ['a token of a workload', 'subject_token=opaque-zzzz&client_id=me', 'zzzz'],
  ['a response_url of a command', 'https://hooks.slack.com/commands/T1/2/zzzz', 'zzzz'],
  ['a response_url of an action', 'https://hooks.slack.com/actions/T1/2/zzzz', 'zzzz'],
  ['a response_url of a view', 'https://hooks.slack.com/app/T1/2/zzzz', 'zzzz'],
  ['an incoming webhook', 'https://hooks.slack.com/services/T1/B1/zzzz', 'zzzz'],
  ['a response_url of GovSlack', 'https://hooks.slack-gov.com/commands/T1/2/zzzz', 'zzzz'],
  ['a response_url of a sandbox', 'http://127.0.0.1:4000/commands/T1/2/zzzz', 'zzzz'],
  ['a form body', 'grant_type=client_credentials&client_secret=zzzz&client_id=me', 'zzzz'],
  ['a payload as JSON', '{"trigger_id":"12.34.zzzz","user":{"id":"U1"}}', 'zzzz'],
];

describe.each(forms)('%s', (_what, secret, part) => {
  it.each(LEVELS)('does not get out at %s, wherever it stands', (level) => {
    const { log, text, lines } = logInto();
    const failed = new Error(`failed with ${secret}`, { cause: new Error(`because of ${secret}`) });
    log[level](`a message with ${secret}`);
    log[level]({ field: secret, nested: { deep: { list: [secret] } }, [secret]: 1 }, 'fields');
    log[level]({ err: failed }, 'an error');
    log[level](failed);
    log[level]({ json: JSON.stringify({ secret }) }, 'JSON in JSON');
    log.child({ bound: secret })[level]('a bound field');
    expect(lines).toHaveLength(6);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ name: 'c1-sync' });
    expect(text()).not.toContain(part);
    expect(text()).toContain('[redacted]');
  });
});

describe('sensitive fields', () => {
  const names = [
    ...['token', 'botToken', 'access_token', 'authorization', 'Authorization', 'cookie', 'set-cookie', 'clientSecret'],
    ...['client_secret', 'client_assertion', 'signingSecret', 'jwk', 'response_url', 'responseUrl', 'trigger_id'],
    ...['private_metadata', 'x-slack-signature', 'headers', 'body', 'payload', 'password', 'subject_token', 'DPoP'],
  ];
  it.each(names)('masks %s at any depth, in a list, and when bound', (name) => {
    const { log, text, lines } = logInto();
    const value = name === 'headers' ? { any: 'hunter2' } : 'hunter2';
    log.info({ [name]: value }, 'top');
    log.info({ a: { b: { c: { d: { e: { [name]: value } } } } } }, 'deep');
    log.info({ list: [{ [name]: value }] }, 'list');
    log.child({ [name]: value }).info('bound');
    expect(text()).not.toContain('hunter2');
    expect(text().match(/\[redacted\]/g)).toHaveLength(lines.length);
  });

  it('leaves everything else as it is', () => {
    const { log, last } = logInto();
    const fields = {
      runId: 'r1',
      count: 3,
      ok: true,
      none: null,
      at: new Date(0),
      list: [1, 'two'],
      token_type: 'bearer',
    };
    log.info(fields, 'as it is');
    expect(last()).toMatchObject({
      ...fields,
      at: '1970-01-01T00:00:00.000Z',
      msg: 'as it is',
      name: 'c1-sync',
      level: 30,
    });
  });

  it('says nothing of a token that is not there', () => {
    const { log, last } = logInto();
    log.info({ token: null, cookie: '' }, 'none');
    expect(last()).toMatchObject({ token: null, cookie: '' });
  });
});

describe('errors', () => {
  function axiosError(): AxiosError {
    const headers = new AxiosHeaders({ Authorization: 'Basic hunter2' });
    const config = { headers, data: 'hunter2', url: 'https://c1.example/auth' };
    const response = { status: 401, statusText: 'no', headers: { x: 'hunter2' }, config, data: { hint: 'hunter2' } };
    return new AxiosError('Request failed with status code 401', 'ERR_BAD_REQUEST', config, { hunter2: 1 }, response);
  }

  it.each([
    ['as err', (error: Error) => ({ err: error })],
    ['under another name', (error: Error) => ({ problem: error })],
    ['in a list', (error: Error) => ({ problems: [{ error }] })],
    ['as a cause', (error: Error) => ({ err: new Error('outer', { cause: error }) })],
    ['as Slack’s original', (error: Error) => ({ err: Object.assign(new Error('outer'), { original: error }) })],
    ['among several', (error: Error) => ({ err: new AggregateError([error], 'outer') })],
    ['as a copy', (error: Error) => ({ err: { ...error, message: error.message } })],
    ['itself', (error: Error) => error],
  ])('keeps the message of an axios error but not what it carries: %s', (_where, fields) => {
    const { log, text } = logInto();
    log.error(fields(axiosError()), 'failed');
    expect(text()).toContain('Request failed with status code 401');
    expect(text()).toContain('ERR_BAD_REQUEST');
    expect(text()).not.toContain('hunter2');
  });

  it('keeps name, code, message, stack and the chain of causes', () => {
    const { log, last } = logInto();
    const inner = Object.assign(new TypeError('inner'), { code: 'ECONNRESET', config: 'x', data: { hint: 'x' } });
    log.error({ err: new Error('outer', { cause: inner }) }, 'failed');
    expect(last().err).toEqual({
      name: 'Error',
      message: 'outer',
      stack: expect.stringContaining('Error: outer'),
      cause: {
        name: 'TypeError',
        message: 'inner',
        code: 'ECONNRESET',
        stack: expect.stringContaining('TypeError: inner'),
      },
    });
  });

  it('keeps of Slack’s answer only its error', () => {
    const { log, last, text } = logInto();
    const data = { ok: false, error: 'channel_not_found', response_metadata: { messages: ['hunter2'] } };
    log.error(
      { err: Object.assign(new Error('An API error occurred'), { code: 'slack_webapi_platform_error', data }) },
      'no',
    );
    expect(last().err).toMatchObject({ code: 'slack_webapi_platform_error', slackError: 'channel_not_found' });
    expect(text()).not.toContain('hunter2');
  });

  it('keeps a plain value that was thrown', () => {
    const { log, last } = logInto();
    log.error({ err: new Error('outer', { cause: 'a word' }) }, 'failed');
    expect(last().err).toMatchObject({ cause: 'a word' });
  });

  it('survives circles, depths and getters that throw', () => {
    const { log, lines, last } = logInto();
    const circle: { self?: unknown; [name: string]: unknown } = { name: 'circle' };
    circle.self = circle;
    const snake = new Error('snake');
    snake.cause = snake;
    const trap = Object.defineProperty({}, 'trap', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    });
    log.info({ circle }, 'circle');
    log.error({ err: snake }, 'snake');
    log.info(trap, 'trap');
    log.info({ bytes: Buffer.from('hunter2') }, 'bytes');
    expect(lines).toHaveLength(4);
    for (const line of lines) JSON.parse(line);
    expect(last()).toMatchObject({ bytes: '[bytes]' });
  });
});

describe('the log', () => {
  it('is the log the use cases know, with ISO time', () => {
    const { log, last } = logInto();
    const port: Log = log;
    port.warn({ connector: 'c1' }, 'a sentence');
    expect(last()).toEqual({
      level: 40,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      name: 'c1-sync',
      connector: 'c1',
      msg: 'a sentence',
    });
  });

  it('is silent below its level', () => {
    const { log, lines } = logInto('warn');
    log.info('no');
    log.warn('yes');
    expect(lines).toHaveLength(1);
  });
});

describe('the log of Slack’s SDK', () => {
  it('drops debug, whatever the level and whoever asks for it', () => {
    const { log, lines } = logInto('trace');
    const bridge = boltLogger(log);
    bridge.setLevel('debug' as Parameters<typeof bridge.setLevel>[0]);
    bridge.debug('Received a message on the WebSocket: {"trigger_id":"1"}');
    expect(bridge.getLevel()).toBe('info');
    expect(lines).toEqual([]);
  });

  it.each([
    ['trace', 'info'],
    ['debug', 'info'],
    ['info', 'info'],
    ['warn', 'warn'],
    ['error', 'error'],
    ['fatal', 'error'],
    ['silent', 'error'],
  ] as const)('has at %s the level %s', (level, expected) => {
    expect(boltLogger(logInto(level).log).getLevel()).toBe(expected);
  });

  it('joins words, and keeps errors and objects apart', () => {
    const { log, last } = logInto();
    const bridge = boltLogger(log);
    bridge.setName('web-api');
    bridge.warn('attempt', 2, 'failed', new Error('reset'), { token: 'hunter2', retry: true });
    expect(last()).toMatchObject({
      level: 40,
      from: 'web-api',
      msg: 'attempt 2 failed',
      err: { message: 'reset' },
      details: [{ token: '[redacted]', retry: true }],
    });
    bridge.error(new Error('alone'), new Error('another'));
    expect(last()).toMatchObject({ msg: 'alone', err: { message: 'alone' }, moreErrors: [{ message: 'another' }] });
    bridge.info('plain');
    expect(last()).toMatchObject({ level: 30, msg: 'plain' });
  });

  it('is one that Slack’s client takes', async () => {
    const { log, text } = logInto();
    const client = new WebClient('xoxb-1-configured', {
      logger: boltLogger(log),
      slackApiUrl: 'http://127.0.0.1:1/',
      retryConfig: { retries: 0 },
    });
    await expect(client.auth.test()).rejects.toThrow();
    expect(text()).not.toContain('configured');
  });
});

it('loses no line when the process exits at once', () => {
  const script = `
    import { createLogger } from '${new URL('../src/logger.ts', import.meta.url).href}';
    const log = createLogger({ level: 'info', secrets: ['hunter2'] });
    for (let n = 0; n < 1000; n += 1) log.info({ n }, 'hunter2');
    process.exit(3);`;
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  expect(status).toBe(3);
  expect(stdout.trim().split('\n')).toHaveLength(1000);
  expect(stdout).not.toContain('hunter2');
});

it('masks secrets that it learns of later, in its children too', () => {
  const { log, text } = logInto();
  const child = log.child({ a: 1 });
  log.maskAlso(['rotated-in', 'quote"and\\more']);
  log.info('rotated-in xoxb-1-configured');
  child.info({ field: 'quote"and\\more' }, 'rotated-in');
  expect(text()).not.toMatch(/rotated-in|and.+more|configured/);
});

it('leaves sentences about DPoP as they are', () => {
  const { log, last } = logInto();
  log.info('C1 wants proofs of possession (DPoP) for this credential: a DPoP proof is required');
  expect(last().msg).toBe('C1 wants proofs of possession (DPoP) for this credential: a DPoP proof is required');
});

describe('the copy of the audit trail', () => {
  const copied = (record: object, level: pino.LevelWithSilent = 'silent') => {
    const { log, text } = logInto(level);
    const lines: string[] = [];
    createAuditCopy(log, { write: (line: string) => void lines.push(line) })(record);
    return { line: lines.join(''), logged: text() };
  };

  it('is one line with the record and nothing else, whatever the level of the log', () => {
    const record = { seq: 1, action: 'sync.requested', details: { reason: 'line\nbreak' }, hash: 'abc' };
    const { line, logged } = copied(record);
    expect(line).toBe(`${JSON.stringify({ audit: record })}\n`);
    expect(logged).toBe('');
  });

  it.each(forms)('does not hold %s', (_what, secret, part) => {
    expect(copied({ details: { reason: secret } }).line).not.toContain(part);
  });

  it('does not hold secrets that were learnt later', () => {
    const { log } = logInto();
    const lines: string[] = [];
    const copy = createAuditCopy(log, { write: (line: string) => void lines.push(line) });
    log.maskAlso(['rotated-in']);
    copy({ why: 'rotated-in' });
    expect(lines).toEqual(['{"audit":{"why":"[redacted]"}}\n']);
  });
});
