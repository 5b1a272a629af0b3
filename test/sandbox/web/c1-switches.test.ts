import { expect, it } from 'vitest';
import type { Listener } from './listener.ts';
import { type Running, sharedSandbox } from './with-sandbox.ts';

const shared = sharedSandbox({ environment: { C1_SYNC_COOLDOWN_SECONDS: '0' } });

/** What is said next of a connector. Each test has its own: what goes on with the others is told in between. */
async function sync(running: Running, page: Listener, connector: string): Promise<string> {
  const before = page.messages('general').length;
  const channel = running.sandbox.world.slack?.workspace.channel('general').id ?? '';
  await running.act('ana', { do: 'command', channel, command: '/c1-sync', text: `run "${connector}"` });
  const said = () =>
    page
      .messages('general')
      .slice(before)
      .map(({ text }) => text);
  return page.until(() => said().find((text) => text.includes(connector)));
}

it.each([
  ['429', 'Google Workspace / Google Workspace', /busy and asks to wait/],
  ['503', 'Salesforce / Salesforce', /did not answer/],
  ['reset', 'Okta / Okta Preview', /did not answer/],
] as const)('%s at every call: the app says so, and works again without it', async (fault, connector, sentence) => {
  const running = shared();
  const ana = await running.listen('ana');
  await running.turn({ switch: 'fault', fault });
  expect(await sync(running, ana, connector)).toMatch(sentence);
  expect(ana.state.c1?.faults).toHaveLength(1);
  await running.turn({ switch: 'fault', fault: null });
  expect(await sync(running, ana, connector)).toContain('queued');
});

it('a revoked credential is refused at once, and good again when restored', async () => {
  const running = shared();
  const ana = await running.listen('ana');
  await running.turn({ switch: 'credentialRevoked', on: true });
  expect(await sync(running, ana, 'AWS / AWS Organization')).toContain("refuses the bot's credential");
  await running.turn({ switch: 'credentialRevoked', on: false });
  expect(await sync(running, ana, 'AWS / AWS Organization')).toContain('queued');
});

it('short tokens are renewed', async () => {
  const running = shared();
  const ana = await running.listen('ana');
  const before = running.sandbox.world.c1?.tokenGrants ?? 0;
  await running.turn({ switch: 'shortTokens', on: true });
  expect(await sync(running, ana, 'Workday / Workday Recruiting')).toContain('queued');
  expect(running.sandbox.world.c1?.tokenGrants).toBe(before + 1);
  await running.turn({ switch: 'shortTokens', on: false });
  expect(running.sandbox.world.c1?.settings.tokenLifetimeSeconds).toBe(3600);
});

it('paused and back, next sync fails, slow syncs: the tenant shows each', async () => {
  const running = shared();
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
