import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { banner } from '../../../sandbox/banner.ts';
import { startC1 } from '../../../sandbox/c1/server.ts';
import { readEnvironment } from '../../../sandbox/environment.ts';
import { realHalves } from '../../../sandbox/real-halves.ts';
import { startSlack } from '../../../sandbox/slack/server.ts';
import { startingSandbox, withSandbox } from './with-sandbox.ts';

it('half configured, the app says what is missing and the sandbox why it ended', async () => {
  const environment = { C1_CLIENT_ID: 'otter-1@example.conductor.one/spc', SLACK_BOT_TOKEN: 'xoxb-1-2-abc' };
  const { sandbox, listen } = await startingSandbox({ environment });
  await expect(sandbox.ready).rejects.toThrow(/^ended with code 78: .*SLACK_SIGNING_SECRET.*C1_CLIENT_SECRET/);
  const page = await listen('');
  await page.until(({ state }) => state.reality.app.startsWith('ended with code 78'));
});

it('with a real C1 only Slack is local', async () => {
  const real = await startC1();
  onTestFinished(() => real.close());
  const running = await withSandbox({
    environment: { C1_CLIENT_ID: real.clientId, C1_CLIENT_SECRET: real.clientSecret, C1_BASE_URL: real.baseUrl },
  });
  const ana = await running.listen('ana');
  await ana.until(() => true);
  expect(ana.state).toMatchObject({ reality: { slack: 'sandbox', c1: 'real', app: 'ready' }, c1: null });
  expect(await running.post('/api/c1', { switch: 'slowSync', on: true })).toEqual({
    status: 400,
    body: { error: 'ConductorOne is a real one here, and has no switches.' },
  });
  const channel = running.sandbox.world.slack?.workspace.channel('general').id ?? '';
  await running.act('ana', { do: 'command', channel, command: '/c1-sync', text: 'run google' });
  await ana.until(() => ana.messages('general').some(({ text }) => text.includes('queued')));
  expect(real.forceSyncs).toHaveLength(1);
});

it('with a real Slack only C1 is local, nothing is seeded there, and the store is not the configured one', async () => {
  const real = await startSlack({ mode: 'socket' });
  onTestFinished(() => real.close());
  const admin = real.workspace.person('ben').id;
  const configured = join(tmpdir(), 'c1-sync-never-written.json');
  const running = await withSandbox({
    environment: { ...real.env(), C1_SYNC_ADMINS: admin, DATABASE_PATH: configured, DATABASE_URL: 'postgres://x/y' },
  });
  const page = await running.listen('');
  await page.until(() => true);
  expect(page.state).toMatchObject({
    reality: { slack: 'real', c1: 'sandbox', mode: 'socket', app: 'ready' },
    people: [],
    channels: [],
    c1: { forceSyncs: 0 },
  });
  expect(await running.post('/api/do', { as: 'ana', do: 'submit' })).toEqual({
    status: 400,
    body: { error: 'Slack is a real one here: use the app in your own workspace.' },
  });
  expect(real.messages('general')).toEqual([]);

  await real.slashCommand({ user: 'ben', channel: 'general', text: 'run google' });
  await real.waitFor(() => real.messages('general').find(({ text }) => text.includes('queued')));
  await page.until(({ state }) => state.c1?.forceSyncs === 1);
  expect(existsSync(configured)).toBe(false);
});

it('says which halves are real', () => {
  const reality = { slack: 'real', c1: 'sandbox', mode: 'http', app: 'ready' } as const;
  expect(banner('http://127.0.0.1:4040', reality, 'app.log')).toMatchInlineSnapshot(`
    "c1-sync sandbox: http://127.0.0.1:4040

      Slack          REAL, as configured (HTTP)
      ConductorOne   local
      App's log      app.log

      Use /c1-sync in your workspace; the page has the switches of ConductorOne.

    Ctrl-C ends it."
  `);
});

it.each([
  [{}, { slack: false, c1: false }],
  [
    { SLACK_BOT_TOKEN: ' ', C1_CLIENT_ID: '', C1_BASE_URL: 'https://x.conductor.one', SLACK_API_URL: 'https://x' },
    { slack: false, c1: false },
  ],
  [{ SLACK_SIGNING_SECRET_FILE: '/run/secrets/x' }, { slack: true, c1: false }],
  [{ CONDUCTORONE_ACCESS_TOKEN: 'x' }, { slack: false, c1: true }],
])('%j', (environment, halves) => {
  expect(realHalves(environment as Record<string, string>)).toEqual(halves);
});

it('.env counts where the environment says nothing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'c1-sync-env-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, '.env');
  writeFileSync(path, '# mine\nSLACK_BOT_TOKEN=xoxb-file\nC1_CLIENT_ID="quoted@x/spc"\n');
  expect(readEnvironment(path, { SLACK_BOT_TOKEN: '', HOME: '/root' })).toEqual({
    SLACK_BOT_TOKEN: '',
    C1_CLIENT_ID: 'quoted@x/spc',
    HOME: '/root',
  });
  expect(readEnvironment(join(directory, 'none'), { A: '1' })).toEqual({ A: '1' });
  expect(readFileSync(path, 'utf8')).toContain('xoxb-file');
});
