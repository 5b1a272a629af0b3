import { expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../sandbox/slack/json.ts';
import { masked } from '../../../sandbox/web/mask.ts';
import { sharedSandbox } from './with-sandbox.ts';

const sandboxes = { socket: sharedSandbox({ mode: 'socket' }), http: sharedSandbox({ mode: 'http' }) };

it.each(['socket', 'http'] as const)('every request of a sync over %s, and no secret anywhere', async (mode) => {
  const running = sandboxes[mode]();
  const { slack, c1 } = running.sandbox.world;
  if (!slack || !c1) throw new Error('both are local');
  const ana = await running.listen('ana');
  const channel = slack.workspace.channel('general').id;
  await running.act('ana', { do: 'command', channel, command: '/c1-sync', text: 'google' });
  await ana.until(({ state }) => state.modal);
  await running.act('ana', { do: 'submit' });
  await ana.until(() => ana.messages('general').length > 1);
  await running.act('ana', { do: 'command', channel, command: '/c1-sync', text: 'who' });
  await ana.until(() => ana.messages('general').some(({ ephemeralTo }) => ephemeralTo));
  await ana.until(({ traffic }) => traffic.some(({ what }) => what.endsWith('force_sync')));

  const last = [...new Map(ana.traffic.map((entry) => [entry.id, entry])).values()];
  const seen = last.map(({ from, to, what, outcome }) =>
    `${from} > ${to}: ${what} ${outcome}`.replace(/\d+ ms/, 'N ms'),
  );
  expect(seen).toEqual(
    expect.arrayContaining([
      'slack > app: /c1-sync google acked in N ms',
      'app > slack: POST views.open ok',
      'slack > app: view_submission request_sync acked in N ms',
      expect.stringMatching(/^app > c1: POST \/api\/v1\/apps\/\w+\/connectors\/\w+\/force_sync 200$/),
      'app > slack: POST chat.postMessage ok',
      'app > slack: POST response_url ok',
      expect.stringMatching(/^app > c1: POST \/auth\/v1\/token 200$/),
    ]),
  );
  expect(last.filter(({ outcome }) => outcome === 'waiting')).toEqual([]);

  const bodies = slack.deliveries.map(({ body }) => body as JsonObject);
  const secrets = [
    slack.botToken,
    slack.appToken,
    slack.signingSecret,
    c1.clientSecret,
    ...c1.clientSecret.split(':').slice(-1),
    ...c1.forceSyncs.map(({ authorization }) => authorization.split(' ')[1]),
    ...c1.requests.flatMap(({ raw }) => new URLSearchParams(raw.requestBody).get('client_assertion') ?? []),
    ...bodies.flatMap(({ trigger_id, response_url, token }) => [
      trigger_id,
      token,
      String(response_url).split('/response/')[1],
    ]),
  ].filter((secret) => typeof secret === 'string');
  expect(secrets.length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => ana.raw.includes(secret))).toEqual([]);
});

it('a request under way is shown, and becomes its answer', async () => {
  const running = sandboxes.socket();
  const ana = await running.listen('ana');
  const { slack, c1 } = running.sandbox.world;
  c1?.faults.next('force-sync', 'never-answer');
  const channel = slack?.workspace.channel('general').id ?? '';
  await running.act('ana', { do: 'command', channel, command: '/c1-sync', text: 'run salesforce' });
  const waiting = await ana.until(({ traffic }) =>
    traffic.find(({ what, outcome }) => what.endsWith('/force_sync') && outcome === 'waiting'),
  );
  expect(waiting).toMatchObject({ ms: null, response: '' });
  await c1?.goOffline();
  onTestFinished(() => c1?.goOnline());
  const ended = await ana.until(({ traffic }) => traffic.find(({ id, ms }) => id === waiting.id && ms !== null));
  expect(ended.outcome).toBe('closed');
});

it('masks by form', () => {
  const text = JSON.stringify({
    a: 'Bearer xoxb-1-2-abc',
    b: 'wss://x/link?ticket=abc123&app_id=1',
    c: JSON.stringify({ r: 'http://127.0.0.1:1/response/abcdef' }),
    trigger_id: 'short',
    token: 'tok',
    sig: `v0=${'a'.repeat(64)}`,
  });
  expect(JSON.parse(masked(text))).toEqual({
    a: 'Bearer xoxb-••••',
    b: 'wss://x/link?ticket=••••&app_id=1',
    c: '{"r":"http://127.0.0.1:1/response/••••"}',
    trigger_id: '••••',
    token: '••••',
    sig: 'v0=••••',
  });
});
