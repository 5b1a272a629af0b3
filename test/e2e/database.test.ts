import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, it, vi } from 'vitest';
import { HAS_POSTGRES, newDatabase } from '../postgres/database.ts';
import { openRelay } from '../postgres/relay.ts';
import { allowBen, botMessages, forceSyncCalls } from './flows.ts';
import { startProduct } from './product.ts';
import { setTheStage } from './stage.ts';

const AUDIT = resolve(import.meta.dirname, '../../dist/audit.js');

const status = async (url: string): Promise<number> => (await fetch(`${url}/readyz`)).status;

describe.runIf(HAS_POSTGRES)('the app on a database', () => {
  it.concurrent('that goes away answers with a sentence inside 3 s, is not ready, and goes on when it is back', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const relay = await openRelay(await newDatabase(onFinished), onFinished);
    const stage = await setTheStage({ mode: 'http', onFinished, env: { DATABASE_URL: relay.url } });
    const { slack } = stage;
    const url = await stage.product.url();
    await allowBen(stage);
    expect(await status(url)).toBe(200);
    relay.cut();
    const askedAt = performance.now();
    const told = slack.ephemerals('ana').length;
    await slack.slashCommand({ user: 'ana', channel: 'general', text: 'run google' });
    const answer = await slack.waitFor(() => slack.ephemerals('ana')[told]);
    expect(performance.now() - askedAt).toBeLessThan(3_000);
    expect(answer.text).toContain('could not be recorded, so nothing was sent to C1');
    expect(await status(url)).toBe(503);
    await vi.waitFor(
      async () => {
        await slack.slashCommand({ user: 'ben', channel: 'general', text: 'run google' });
        expect(slack.ephemerals('ben').at(-1)?.text).toContain('the list of people who may cannot be read');
      },
      { timeout: 10_000, interval: 500 },
    );
    expect(forceSyncCalls(stage)).toEqual([]);
    relay.mend();
    await vi.waitFor(async () => expect(await status(url)).toBe(200), { timeout: 10_000 });
    await vi.waitFor(
      async () => {
        await slack.slashCommand({ user: 'ben', channel: 'general', text: 'run google' });
        expect(botMessages(stage)[0]?.text).toContain('queued');
      },
      { timeout: 10_000, interval: 500 },
    );
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it.concurrent('survives its own restart there, keeps no file, measures its writes, and leaves a trail that can be verified', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const url = await newDatabase(onFinished);
    const stage = await setTheStage({ mode: 'http', onFinished, env: { DATABASE_URL: url } });
    await allowBen(stage);
    const metrics = await (await fetch(`${await stage.product.url()}/metrics`)).text();
    for (const file of ['store', 'audit']) {
      expect(metrics).toMatch(new RegExp(`^c1sync_store_write_seconds_count\\{file="${file}"\\} [1-9]`, 'm'));
    }
    await stage.product.kill('SIGTERM');
    const env = { PATH: process.env.PATH ?? '', DATABASE_URL: url };
    const { stdout } = await promisify(execFile)(process.execPath, [AUDIT, 'verify'], { env });
    expect(stdout).toMatch(/^\d+ records, from .* chain intact; head [0-9a-f]{64}\.$/m);
  });

  it.concurrent.for([
    ['does not answer', 75, { port: '1' }],
    ['is not there', 78, { pathname: '/nowhere' }],
  ] as const)(
    'that %s ends the start with a sentence, and without its password',
    async (given, { expect, onTestFinished: onFinished }) => {
      const [, code, spoilt] = given;
      const url = Object.assign(new URL(await newDatabase(onFinished)), { password: 'verysecret', ...spoilt });
      const product = startProduct(
        {
          SLACK_BOT_TOKEN: 'xoxb-1',
          SLACK_SIGNING_SECRET: '8f742231b10e8888abcd99',
          C1_ACCESS_TOKEN: 'token',
          C1_BASE_URL: 'https://example.conductor.one',
          C1_SYNC_ADMINS: 'U012AB3CD',
          DATABASE_URL: url.href,
        },
        onFinished,
      );
      expect(await product.exited).toMatchObject({ code });
      expect(product.output).toMatch(/The database 127\.0\.0\.1:\d+\/\w+ (does not answer|cannot be used): /);
      expect(product.output).not.toContain('verysecret');
    },
  );
});
