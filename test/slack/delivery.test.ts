import { expect, it, onTestFinished } from 'vitest';
import { startSlack } from '../../sandbox/slack/server.ts';
import { createSlackClients } from '../../src/slack/clients.ts';
import { Delivery } from '../../src/slack/delivery.ts';
import { createRespond } from '../../src/slack/response-url.ts';
import { createSlackTransport } from '../../src/slack/transport.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { silent } from '../sandbox/slack/with-slack.ts';

it('many messages that Slack asks to wait with hold nothing back that a person waits for, and Node warns of nothing', async () => {
  const slack = await startSlack();
  onTestFinished(() => slack.close());
  const transport = createSlackTransport();
  onTestFinished(() => transport.close());
  const { interactive, background: client } = createSlackClients({
    ...{ token: slack.botToken, apiUrl: slack.apiUrl, transport, logger: silent },
  });
  const warnings: Error[] = [];
  const warn = (warning: Error) => void warnings.push(warning);
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const clock = new ManualClock();
  const stopping = new AbortController();
  const delivery = new Delivery({
    ...{ client, respond: createRespond(transport), clock, log: quiet, stopping: stopping.signal },
  });

  slack.faults.always('chat.update', { ratelimited: 30 });
  const message = { text: 'running', blocks: [] };
  const rewriting = Array.from({ length: 12 }, (_, n) =>
    delivery.rewrite({ channelId: slack.workspace.channel('general').id, ts: `1.${n}` }, message, {}),
  );
  await expect.poll(() => clock.sleeping(), { timeout: 20_000 }).toEqual(Array(12).fill(30_000));
  await expect(interactive.auth.test()).resolves.toMatchObject({ ok: true });
  expect(clock.sleeping()).toHaveLength(12);

  stopping.abort();
  expect(await Promise.all(rewriting)).toEqual(Array(12).fill('failed'));
  expect(warnings).toEqual([]);
});
