import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { allowBen, answerTo, askByModal, botMessages, forceSyncCalls, openModal } from './flows.ts';
import { startProduct } from './product.ts';
import { beforeTheStart, MODES, setTheStage, startAgain } from './stage.ts';

const health = async (url: string, path: string) => {
  const response = await fetch(url + path);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe('the environment', () => {
  it.concurrent('all that is wrong is said at once, with its cure, and the exit code is 78', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const product = startProduct(
      {
        SLACK_BOT_TOKEN: 'xoxp-secretsecret',
        C1_BASE_URL: 'http://example.com',
        PORT: 'x',
      },
      onFinished,
    );
    expect(await product.exited).toMatchObject({ code: 78 });
    for (const variable of [
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'C1_CLIENT_ID',
      'C1_CLIENT_SECRET',
      'C1_BASE_URL',
      'PORT',
      'C1_SYNC_ADMINS',
    ]) {
      expect(product.output).toMatch(new RegExp(`^${variable}: .+; .+`, 'm'));
    }
    expect(product.output).not.toContain('secretsecret');
  });

  it.concurrent('without an admin a store that has no manager is not enough', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const stage = await beforeTheStart({ onFinished, mode: 'http' });
    const { C1_SYNC_ADMINS: _, ...rest } = stage.env;
    const refused = startProduct(rest, onFinished);
    expect(await refused.exited).toMatchObject({ code: 78 });
    expect(refused.output).toContain('C1_SYNC_ADMINS');
  });

  it.concurrent('without an admin a store that has a manager is enough, and secrets may come as files', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const stage = await setTheStage({ onFinished, mode: 'http' });
    expect((await answerTo(stage, 'ana', 'allow @ben as manager')).text).toContain('manages access');
    await stage.product.kill('SIGTERM');
    const { C1_SYNC_ADMINS: _, SLACK_BOT_TOKEN, C1_CLIENT_SECRET, ...rest } = stage.env;
    const botToken = `${stage.databasePath}.bot`;
    const secret = `${stage.databasePath}.secret`;
    writeFileSync(botToken, `${SLACK_BOT_TOKEN}\n`);
    writeFileSync(secret, `${C1_CLIENT_SECRET}\n`);
    const asFiles = { SLACK_BOT_TOKEN_FILE: botToken, CONDUCTORONE_CLIENT_SECRET_FILE: secret };
    await startProduct({ ...rest, ...asFiles }, onFinished).ready();
  });

  it.concurrent('a port in use is a sentence', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await beforeTheStart({ onFinished, mode: 'http' });
    const taken = createServer();
    const port = await new Promise<number>((listening) => {
      taken.listen(0, () => listening((taken.address() as { port: number }).port));
    });
    const product = startProduct({ ...stage.env, PORT: String(port) }, onFinished);
    expect((await product.exited).code).not.toBe(0);
    expect(product.output).toContain(`PORT: ${port} cannot be used (another program listens on it)`);
    taken.close();
  });
});

describe.each(MODES)('health over %s', (mode) => {
  it.concurrent('alive from the beginning, not ready while Slack does not answer, and ready by itself afterwards', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const stage = await beforeTheStart({ onFinished, mode });
    const answers = stage.slack.faults.always('auth.test', { status: 500 });
    const product = startProduct(stage.env, onFinished);
    const url = await product.url();
    await product.logged(({ msg }) => msg.includes('does not answer auth.test'));
    expect(await health(url, '/healthz')).toMatchObject({ status: 200 });
    expect(await health(url, '/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, checks: { slackAuthenticated: false } },
    });
    answers();
    await product.ready();
    expect(await health(url, '/healthz')).toMatchObject({ status: 200 });
    expect(await health(url, '/readyz')).toMatchObject({ status: 200, body: { ready: true } });
    expect((await fetch(`${url}/slack/events`)).status).toBe(mode === 'http' ? 405 : 404);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });
});

describe('the store', () => {
  it.concurrent.for([
    ['damaged', '{"format":"c1-sync","version":1,"grants":[{'],
    ['of something else', '{"users":[]}'],
    ['of a newer version', '{"format":"c1-sync","version":999,"grants":[],"runs":[]}'],
  ])(
    'a file that is %s refuses the start and is left as it is',
    async ([, content = ''], { expect, onTestFinished: onFinished }) => {
      const stage = await beforeTheStart({ onFinished, mode: 'http' });
      writeFileSync(stage.databasePath, content);
      const product = startProduct(stage.env, onFinished);
      expect(await product.exited).toMatchObject({ code: 65 });
      expect(product.output).toContain(stage.databasePath);
      expect(product.output).toMatch(/[Rr]estore|Run the newer/);
      expect(readFileSync(stage.databasePath, 'utf8')).toBe(content);
    },
  );

  it('is of one process, and readable by its owner alone; after a crash the next one takes it over within 10 s', async ({
    onTestFinished: onFinished,
  }) => {
    const stage = await setTheStage({ onFinished, mode: 'socket' });
    const { slack } = stage;
    await allowBen(stage);
    expect(statSync(stage.databasePath).mode & 0o777).toBe(0o600);
    const second = startProduct(stage.env, onFinished);
    expect(await second.exited).toMatchObject({ code: 75 });
    expect(second.output).toMatch(/in use by another c1-sync/);
    await askByModal(stage, 'ana', 'google');
    await slack.waitFor(() => botMessages(stage)[0]);

    await stage.product.kill('SIGKILL');
    const killed = Date.now();
    const next = await startAgain(stage, onFinished);
    expect(Date.now() - killed).toBeLessThan(10_000);
    await next.logged(({ msg }) => msg.startsWith('the list of connectors'));
    await askByModal(stage, 'ben', 'okta preview');
    await slack.waitFor(() => botMessages(stage).find(({ text }) => text.includes('Okta Preview')));
  });

  it.concurrent('a sync cut off by a crash is looked up, not asked again, and the person is told', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const stage = await setTheStage({ onFinished, mode: 'http', c1: { settings: { queueMs: 0 } } });
    stage.c1.faults.always('force-sync', 'never-answer-after-accept');
    await openModal(stage, 'ana', 'google');
    const submitting = stage.slack.submit('ana');
    await stage.slack.waitFor(() => stage.c1.forceSyncs[0] as never);
    await stage.product.kill('SIGKILL');
    await submitting;
    await startAgain(stage, onFinished);
    const message = await stage.slack.waitFor(() => botMessages(stage)[0], 12_000);
    expect(message.text).toContain('queued');
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });
});
