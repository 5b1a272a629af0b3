import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MODES, type Stage, sharedStage } from '../e2e/stage.ts';
import { setUp } from '../slack/listeners/stage.ts';
import { fuzz } from './cases.ts';
import { distorted } from './distorted.ts';
import { payloadOf, ROWS } from './payloads.ts';

/** Each of these ends a process that leaves it to Slack's own libraries. */
const KILLERS = [
  '{"type":"events_api","envelope_id":"e","payload":null}',
  '{"type":"slash_commands","envelope_id":"e","payload":null}',
  '{"type":"interactive","envelope_id":"e","payload":null}',
  '{"type":"events_api","envelope_id":"e","payload":{"event":null}}',
  'null',
] as const;

const { numRuns, ...rest } = fuzz('on the wire');
const ENVELOPES = { command: 'slash_commands', event: 'events_api' } as const;

/** Cases of all listeners, the people and the team of this workspace in them. */
async function cases({ slack }: Stage): Promise<readonly { envelope: string; payload: unknown }[]> {
  const people = await setUp();
  const all = await Promise.all(
    ROWS.map(async (row) => {
      const json = JSON.stringify(await payloadOf(row, people));
      const here = json.replaceAll('UBEN', slack.workspace.person('ana').id).replaceAll('"T1"', `"${slack.teamId}"`);
      const [kind = ''] = row.listener.split(' ');
      const envelope = ENVELOPES[kind as keyof typeof ENVELOPES] ?? 'interactive';
      return { envelope, payload: JSON.parse(here) as unknown };
    }),
  );
  const some = fc.constantFrom(...all).chain(({ envelope, payload }) =>
    fc.record({
      envelope: fc.oneof({ weight: 9, arbitrary: fc.constant(envelope) }, { weight: 1, arbitrary: fc.string() }),
      payload: distorted(fc.constant(payload)),
    }),
  );
  return fc.sample(some, { numRuns: Math.ceil(numRuns / MODES.length), ...rest });
}

/** It still answers people, and nothing in its log says that it was in danger. */
async function isWell({ slack, product }: Stage): Promise<void> {
  const told = slack.ephemerals('ana').length;
  expect(await slack.slashCommand({ user: 'ana', channel: 'general', text: 'help' })).toMatchObject({ acked: true });
  await slack.waitFor(() => slack.ephemerals('ana').length > told);
  expect(product.process.exitCode).toBeNull();
  expect(product.log.filter(({ level, msg }) => level >= 60 || /unhandled|uncaught/.test(msg))).toEqual([]);
}

const patient = { ackBudgetMs: 20_000 } as const;
const overSocket = sharedStage({ mode: 'socket', env: { LOG_LEVEL: 'info' }, slack: patient });
const overHttp = sharedStage({ mode: 'http', env: { LOG_LEVEL: 'info' }, slack: patient });

it('frames of any content leave the app as it was', async () => {
  const stage = overSocket();
  const { sockets } = stage.slack;
  for (const frame of KILLERS) sockets.sendFrame(frame);
  for (const [n, { envelope, payload }] of (await cases(stage)).entries()) {
    sockets.sendFrame(JSON.stringify({ type: envelope, envelope_id: `fuzz-${n}`, payload }));
    if (n % 50 === 49) await isWell(stage);
  }
  await isWell(stage);
});

it('signed bodies of any content are answered and leave the app as it was', async () => {
  const stage = overHttp();
  const send = async (rawBody: string): Promise<void> => {
    const { status } = await stage.slack.deliver(null, { envelope: 'interactive', rawBody });
    expect([200, 400, 404, 500]).toContain(status);
  };
  for (const payload of ['null', '[]', '17', '{', '{"type":null}'])
    await send(`payload=${encodeURIComponent(payload)}`);
  for (const { payload } of await cases(stage)) {
    await send(new URLSearchParams({ payload: JSON.stringify(payload) ?? '' }).toString());
  }
  await isWell(stage);
});
