import { expect, it } from 'vitest';
import { startC1 } from '../../../sandbox/c1/server.ts';
import { sharedSandbox, withSandbox } from './with-sandbox.ts';

const shared = sharedSandbox();

it('many changes at once are one state', async () => {
  const running = shared();
  const ana = await running.listen('ana');
  const { slack } = running.sandbox.world;
  for (let n = 0; n < 50; n += 1) slack?.say('ben', 'general', `message ${n}`);
  await ana.until(() => ana.messages('general').some(({ text }) => text === 'message 49'));
  const general = slack?.workspace.channel('general').id ?? '';
  expect(new Set(ana.states.map(({ messages }) => messages[general]?.length))).toEqual(new Set([1, 51]));
});

it('a sync that ends by the clock is told without anybody asking', async () => {
  const running = shared();
  const { c1 } = running.sandbox.world;
  const ref = c1?.find('Okta', 'Okta Preview') ?? { appId: '', connectorId: '' };
  c1?.setSyncTimes(ref, { queueMs: 500, syncMs: 1_500 });
  const ana = await running.listen('ana');
  const phases = () =>
    ana.states.map(({ c1 }) => {
      const connectors = c1?.apps.flatMap((app) => app.connectors) ?? [];
      return connectors.find((one) => one.ref.connectorId === ref.connectorId)?.phase;
    });
  c1?.startSync(ref);
  await ana.until(() => phases().includes('running') && phases().at(-1) === 'idle');
  expect(phases().filter((phase, n) => phase !== phases()[n - 1])).toEqual(['idle', 'queued', 'running', 'idle']);
});

it('closed, it ends every stream and leaves no timer', async () => {
  const running = await withSandbox();
  const ana = await running.listen('ana');
  await ana.until(() => true);
  running.sandbox.world.slack?.say('ben', 'general', 'a change that is not told any more');
  await running.sandbox.close();
  await ana.closed;
  const other = await startC1();
  await other.close();
  const timers = process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout');
  expect(timers.length).toBeLessThanOrEqual(1); // vitest's own, for this test
});
