import { it } from 'vitest';
import { readChanges } from '../../src/adapters/store/change-file.ts';
import { allowBen, botMessages, forceSyncCalls, openModal } from './flows.ts';
import { startProduct } from './product.ts';
import { beforeTheStart, MODES, type Stage, setTheStage } from './stage.ts';

/** Ana has submitted the modal, C1 has the request and has not answered. Resolves to what comes of her submission. */
async function askedAndWaiting(stage: Stage, fault: Parameters<Stage['c1']['faults']['always']>[1]) {
  stage.c1.faults.always('force-sync', fault);
  await openModal(stage, 'ana', 'google');
  const submitting = stage.slack.submit('ana');
  await stage.slack.waitFor(() => forceSyncCalls(stage)[0] ?? (stage.c1.forceSyncs[0] as never));
  return { submitting };
}

it.concurrent.for(MODES)(
  'SIGTERM while somebody waits, over %s: not ready, the answer still arrives, exit code 0',
  async (mode, { expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({ onFinished, mode });
    const url = await stage.product.url();
    const { submitting } = await askedAndWaiting(stage, { delayMs: 5_000 });
    stage.product.process.kill('SIGTERM');
    await stage.product.logged(({ msg }) => msg === 'stopping');
    const ready = await fetch(`${url}/readyz`);
    expect({ status: ready.status, body: await ready.json() }).toMatchObject({
      ...{ status: 503, body: { ready: false, checks: { notStopping: false } } },
    });
    const late = await stage.slack.slashCommand({ user: 'ana', channel: 'general', text: 'help' });
    expect(late.acked).toBe(false);
    expect(await stage.product.exited).toEqual({ code: 0, signal: null });
    expect(await submitting).toMatchObject({ acked: true });
    expect(botMessages(stage)[0]?.text).toContain('queued');
  },
);

it.concurrent('SIGTERM while Slack asks to wait: the next way of telling is taken at once', async ({
  expect,
  onTestFinished: onFinished,
}) => {
  const stage = await setTheStage({ mode: 'http', onFinished });
  stage.slack.faults.always('chat.postMessage', { ratelimited: 5 });
  await stage.slack.slashCommand({ user: 'ana', channel: 'board', text: 'run google' });
  await stage.slack.waitFor(() => stage.slack.apiCalls.find(({ method }) => method === 'chat.postMessage'));
  await stage.product.kill('SIGTERM');
  expect(botMessages(stage, 'board')[0]?.text).toContain('queued');
});

it.concurrent('SIGTERM while C1 does not answer at all: waited for, but not for ever, then exit code 0', async ({
  expect,
  onTestFinished: onFinished,
}) => {
  const stage = await setTheStage({ mode: 'http', onFinished });
  await askedAndWaiting(stage, 'never-answer');
  const began = performance.now();
  stage.product.process.kill('SIGTERM');
  expect(await stage.product.exited).toEqual({ code: 0, signal: null });
  expect(performance.now() - began).toBeGreaterThan(5_000);
  expect(stage.product.log.at(-1)?.msg).toBe('stopped');
});

it.concurrent('a second signal ends it at once', async ({ expect, onTestFinished: onFinished }) => {
  const stage = await setTheStage({ mode: 'http', onFinished });
  await askedAndWaiting(stage, 'never-answer');
  stage.product.process.kill('SIGTERM');
  await stage.product.logged(({ msg }) => msg === 'stopping');
  stage.product.process.kill('SIGINT');
  expect(await stage.product.exited).toEqual({ code: 1, signal: null });
  expect(stage.product.log.map(({ msg }) => msg)).not.toContain('stopped');
});

it.concurrent('SIGTERM while it signs in: it does not start after all, exit code 0', async ({
  expect,
  onTestFinished: onFinished,
}) => {
  const stage = await beforeTheStart({ mode: 'http', onFinished });
  stage.slack.faults.next('auth.test', { delayMs: 2_000 });
  const product = startProduct(stage.env, onFinished);
  // Slack is asked from then on, and takes its time.
  await product.logged(({ msg }) => msg === 'listening');
  product.process.kill('SIGTERM');
  expect(await product.exited).toEqual({ code: 0, signal: null });
  const said = product.log.map(({ msg }) => msg);
  expect(said.filter((msg) => msg.startsWith('signed in'))).toHaveLength(1);
  expect(said).not.toContain('ready');
});

it.concurrent('a rejection that nobody handles is the last line of the log, exit code 1, and what was done is kept', async ({
  expect,
  onTestFinished: onFinished,
}) => {
  // The app has none that we know of: one is put into it.
  const code = "process.on('SIGUSR2',()=>void(Promise.reject(new Error('nobody-owns-me'))))";
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
  const stage = await setTheStage({ mode: 'http', onFinished, env });
  await allowBen(stage);
  stage.product.process.kill('SIGUSR2');
  expect(await stage.product.exited).toEqual({ code: 1, signal: null });
  expect(stage.product.log.at(-1)).toMatchObject({
    ...{ level: 60, msg: 'unhandled rejection', err: { message: 'nobody-owns-me' } },
  });
  expect(await readChanges(stage.databasePath)).toContain(stage.slack.workspace.person('ben').id);
});
