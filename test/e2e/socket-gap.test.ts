import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Stage, setTheStage, sharedStage } from './stage.ts';

const shared = sharedStage({ mode: 'socket' });

const readyz = async ({ product }: Stage) => (await fetch(`${await product.url()}/readyz`)).status;

/** `/c1-sync help`, until the answer is there. */
async function askForHelp({ slack }: Stage) {
  const answers = slack.ephemerals('ana').length;
  const outcome = await slack.slashCommand({ user: 'ana', channel: 'general', text: 'help' });
  if (outcome.acked) await slack.waitFor(() => slack.ephemerals('ana')[answers]);
  return outcome;
}

/**
 * Slack asks for new ones: the app begins anew to count failures, which make it wait longer and longer. When it has
 * answered a command, it has also heard the hello of both.
 */
async function withNewConnections(stage: Stage): Promise<Stage> {
  const { slack } = stage;
  await slack.waitFor(() => slack.sockets.open === 2);
  const old = slack.sockets.ids;
  slack.sockets.disconnect('refresh_requested');
  await slack.waitFor(() => slack.sockets.open === 2 && slack.sockets.ids.every((id) => !old.includes(id)));
  expect(await askForHelp(stage)).toMatchObject({ acked: true });
  return stage;
}

describe('Slack renews the connections of Socket Mode', () => {
  it('one after the other: ten of ten commands typed 100 ms later are answered', async () => {
    const stage = await withNewConnections(shared());
    const { slack } = stage;
    for (let round = 0; round < 10; round += 1) {
      slack.sockets.disconnect('refresh_requested', slack.sockets.ids[round % 2]);
      // The very interval that is asked about.
      await delay(100);
      expect(await askForHelp(stage)).toMatchObject({ acked: true });
      await slack.waitFor(() => slack.sockets.open === 2);
    }
    expect(await readyz(stage)).toBe(200);
  });

  it('both at once: ten of ten commands are answered as soon as there is a connection', async () => {
    const stage = await withNewConnections(shared());
    const { slack } = stage;
    for (let round = 0; round < 10; round += 1) {
      slack.sockets.disconnect('refresh_requested');
      await slack.waitFor(() => slack.sockets.open > 0);
      expect(await askForHelp(stage)).toMatchObject({ acked: true });
      await slack.waitFor(() => slack.sockets.open === 2);
    }
    await expect.poll(() => readyz(stage)).toBe(200);
  });
});

describe('Slack is away', () => {
  it('5xx: not ready while no connection can be had, ready by itself afterwards, the process lives', async () => {
    const stage = await withNewConnections(shared());
    const earlier = new Set(stage.product.log);
    const recover = stage.slack.faults.always('apps.connections.open', { status: 503 });
    stage.slack.sockets.drop();
    await stage.product.logged((line) => line.msg.startsWith('Slack cannot be connected to') && !earlier.has(line));
    expect(await readyz(stage)).toBe(503);
    recover();
    await stage.slack.waitFor(() => stage.slack.sockets.open === 2);
    await expect.poll(() => readyz(stage)).toBe(200);
  });

  it('Socket Mode turned off: not ready, the cure is in the log, ready once it is on again', async () => {
    const stage = await withNewConnections(shared());
    const recover = stage.slack.faults.always('apps.connections.open', { status: 503 });
    stage.slack.sockets.disconnect('link_disabled');
    await stage.product.logged(({ msg, level }) => msg.includes('Socket Mode turned off') && level === 50);
    expect(await readyz(stage)).toBe(503);
    recover();
    await stage.slack.waitFor(() => stage.slack.sockets.open === 2);
    await expect.poll(() => readyz(stage)).toBe(200);
  });

  it('a payload that is nothing does not end the process', async () => {
    const stage = await withNewConnections(shared());
    stage.slack.sockets.sendFrame('{"type":"events_api","envelope_id":"e","payload":null}');
    await stage.product.logged(({ msg }) => msg.includes('frame that is not known'));
    expect(await stage.slack.slashCommand({ user: 'ana', channel: 'general' })).toMatchObject({ acked: true });
  });

  it('a token revoked while it runs ends the process with exit code 78 and a sentence', async () => {
    const stage = await setTheStage({ mode: 'socket' });
    await stage.slack.waitFor(() => stage.slack.sockets.open === 2);
    stage.slack.revokeToken('app');
    stage.slack.sockets.disconnect('refresh_requested');
    expect(await stage.product.exited).toMatchObject({ code: 78 });
    expect(stage.product.output).toContain('SLACK_APP_TOKEN: Slack refuses this token (token_revoked)');
  });
});
