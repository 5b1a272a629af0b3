import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { HELP, readArguments } from '../../../sandbox/arguments.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** Of all of them: what is made of the TypeScript once is found there by the next one. */
const directory = mkdtempSync(join(tmpdir(), 'c1-sync-command-line-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** As `npm run sandbox -- …` runs it, in an environment with nothing configured. */
function sandbox(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', TMPDIR: directory, SLACK_BOT_TOKEN: '', C1_CLIENT_ID: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const look of looks) look();
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((done) => {
    child.once('close', (code) => done({ code, output }));
  });
  const says = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((found, fail) => {
      const look = (): void => {
        const match = pattern.exec(output);
        if (match) found(match);
      };
      looks.add(look);
      look();
      void ended.then(() => fail(new Error(`it ended first:\n${output}`)));
    });
  return { child, ended, says };
}

describe('what cannot be done is one sentence and exit code 1', () => {
  it('a port that is taken', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    const { port } = other.address() as AddressInfo;
    const { code, output } = await sandbox('--port', String(port)).ended;
    expect(output).toBe(
      `Port ${port} is taken by another program: choose another one with --port, such as --port 4041, or --port 0 for any free one.\n`,
    );
    expect(code).toBe(1);
  });

  it('a flag that is none', async () => {
    const { code, output } = await sandbox('--fast').ended;
    expect(output).toBe(`Unknown option '--fast'. "npm run sandbox -- --help" lists what there is.\n`);
    expect(code).toBe(1);
  });
});

it.each([
  [['--port'], /^Option '--port <value>' argument missing\. /],
  [['--port', 'x'], /^--port takes a number from 0 to 65535, not "x"\.$/],
  [['--port', '65536'], /^--port takes a number/],
  [['--port=-1'], /^--port takes a number/],
  [['--mode', 'fax'], /^--mode takes socket or http, not "fax"\.$/],
  [['4041'], /^Unexpected argument '4041'\. /],
  [['--verbose=yes'], /^Option '--verbose' does not take an argument\. /],
])('%j: %s', (args, sentence) => {
  expect(readArguments(args)).toMatch(sentence);
});

it('without arguments: port 4040, Socket Mode, quiet', () => {
  expect(readArguments([])).toEqual({ port: 4040, mode: 'socket', verbose: false, help: false });
  expect(readArguments(['--port', '0', '--mode', 'http', '--verbose'])).toMatchObject({
    port: 0,
    mode: 'http',
    verbose: true,
  });
  for (const flag of ['--port', '--mode', '--verbose', '--help']) expect(HELP).toContain(flag);
});

it('--help is no mistake', async () => {
  expect(await sandbox('--help').ended).toEqual({ code: 0, output: `${HELP}\n` });
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'starts, prints one address and little else, and ends at once on %s',
  async (signal) => {
    const { child, ended, says } = sandbox('--port', '0');
    const [, url = ''] = await says(/^c1-sync sandbox: (http:\/\/127\.0\.0\.1:\d+)$/m);
    await says(/Ctrl-C ends it/);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app">');
    for (const path of ['/page.js', '/page.js.map', '/page.css']) expect((await fetch(url + path)).status).toBe(200);
    const events = await fetch(`${url}/api/events?as=ana`);

    const asked = performance.now();
    child.kill(signal);
    const { code, output } = await ended;
    expect(code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(8_000);
    await events.text().catch(() => 'cut off');
    expect(output.match(/http:\/\//g)).toHaveLength(1);
    expect(
      output
        .replace(/^Building.*\n/, '')
        .trim()
        .split('\n').length,
    ).toBeLessThan(10);
    await expect(fetch(url)).rejects.toThrow();
  },
);
