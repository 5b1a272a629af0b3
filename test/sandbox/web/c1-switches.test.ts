import { describe, expect, it } from 'vitest';
import type { Listener } from './listener.ts';
import { type Running, withSandbox } from './with-sandbox.ts';

async function syncGoogle(running: Running, page: Listener): Promise<string> {
  const before = page.messages('general').length;
  const channel = running.sandbox.world.slack?.workspace.channel('general').id ?? '';
  await running.act('ana', { do: 'command', channel, command: '/c1-sync', text: 'run google' });
  return page.until(() => page.messages('general').slice(before).at(-1)?.text);
}

// Each waits until the app has given up on C1, which takes it some seconds.
describe.concurrent('a fault at every call', () => {
  it.for([
    ['429', /busy and asks to wait/],
    ['503', /did not answer/],
    ['reset', /did not answer/],
  ] as const)('%s: the app says so, and works again without it', async ([fault, sentence], { onTestFinished }) => {
    const environment = { C1_SYNC_COOLDOWN_SECONDS: '0' };
    const running = await withSandbox({ environment, onFinished: onTestFinished });
    const ana = await running.listen('ana');
    await running.turn({ switch: 'fault', fault });
    expect(await syncGoogle(running, ana)).toMatch(sentence);
    expect(ana.state.c1?.faults).toHaveLength(1);
    await running.turn({ switch: 'fault', fault: null });
    expect(await syncGoogle(running, ana)).toContain('queued');
  });
});

it('a revoked credential is refused at once, and good again when restored', async () => {
  const running = await withSandbox({ environment: { C1_SYNC_COOLDOWN_SECONDS: '0' } });
  const ana = await running.listen('ana');
  await running.turn({ switch: 'credentialRevoked', on: true });
  expect(await syncGoogle(running, ana)).toContain("refuses the bot's credential");
  await running.turn({ switch: 'credentialRevoked', on: false });
  expect(await syncGoogle(running, ana)).toContain('queued');
});

it('short tokens are renewed', async () => {
  const running = await withSandbox();
  const ana = await running.listen('ana');
  await running.turn({ switch: 'shortTokens', on: true });
  expect(await syncGoogle(running, ana)).toContain('queued');
  expect(running.sandbox.world.c1?.tokenGrants).toBe(2);
  await running.turn({ switch: 'shortTokens', on: false });
  expect(running.sandbox.world.c1?.settings.tokenLifetimeSeconds).toBe(3600);
});

it('paused and back, next sync fails, slow syncs: the tenant shows each', async () => {
  const running = await withSandbox();
  const ana = await running.listen('ana');
  const ref = running.sandbox.world.c1?.find('GitHub', 'GitHub Enterprise') ?? { appId: '', connectorId: '' };
  const shown = () =>
    ana.state.c1?.apps.flatMap(({ connectors }) => connectors).find((one) => one.ref.connectorId === ref.connectorId);

  await running.turn({ switch: 'paused', ...ref, on: true });
  await ana.until(() => shown()?.pause?.reason);
  await running.turn({ switch: 'paused', ...ref, on: false });
  await ana.until(() => shown()?.pause === null && shown()?.phase === 'queued');
  await running.turn({ switch: 'nextSyncFails', ...ref });
  await ana.until(() => shown()?.nextEnd?.status === 'SYNC_STATUS_ERROR');
  await running.turn({ switch: 'slowSync', on: true });
  await ana.until(({ state }) => (state.c1?.settings.syncMs ?? 0) > 60_000);
  await running.turn({ switch: 'slowSync', on: false });
  await ana.until(({ state }) => state.c1?.settings.syncMs === 8_000);
});
