import { describe, expect, it } from 'vitest';
import { hostileCatalog } from '../../sandbox/c1/catalog-hostile.ts';
import { botMessages, forceSyncCalls, menuBlock, openModal } from './flows.ts';
import { MODES, sharedStage } from './stage.ts';

/** How fast many are is the same in both modes; every kind of name is there in both. */
const CONNECTORS = { http: 5_000, socket: 500 };
const APPS = 10;

describe.each(MODES)('hostile input over %s', (mode) => {
  const connectors = CONNECTORS[mode];
  const shared = sharedStage({ mode, c1: { apps: hostileCatalog(connectors, APPS) } });

  it(`${connectors} connectors with hostile names: quick, inside Slack’s limits, and nothing pings`, async () => {
    const stage = shared();
    const { slack, product } = stage;
    const read = await product.logged(({ msg }) => msg === 'the list of connectors has been read from C1');
    expect(read.connectors).toBe(connectors);

    const view = await openModal(stage, 'ana');
    await slack.typeahead('ana', menuBlock(view), 'warm');
    const took: number[] = [];
    const labels = new Set<string>();
    for (const typed of [
      '',
      'a',
      'cha',
      '<!channel>',
      'okt',
      '🔥',
      'שלו',
      '\u202e',
      'x'.repeat(300),
      '../../',
      '&amp;',
      '(unnamed',
    ]) {
      const answer = await slack.typeahead('ana', menuBlock(view), typed);
      // The loopback Slack refuses an answer that breaks a limit.
      expect(answer).toMatchObject({ acked: true });
      expect(answer.error).toBeUndefined();
      took.push(answer.ms);
      for (const { text } of answer.options as { text: { text: string } }[]) {
        expect(text.text.length).toBeLessThanOrEqual(75);
        labels.add(text.text);
      }
    }
    expect(labels.size).toBeGreaterThan(100);
    took.sort((a, b) => a - b);
    expect(took[took.length >> 1]).toBeLessThan(100);

    for (const typed of [
      'channel',
      'evil',
      'long name',
      '(unnamed',
      'duplicate',
      'متصل',
      'bold',
      'two lines',
      '🦦 4',
    ]) {
      const modal = await openModal(stage, 'ana');
      const { options } = await slack.typeahead('ana', menuBlock(modal), typed);
      if (options[0] === undefined) continue;
      const told = botMessages(stage).length;
      await slack.choose('ana', menuBlock(modal), [options[0]]);
      await slack.submit('ana');
      const message = await slack.waitFor(() => botMessages(stage)[told]);
      expect(message.text).toContain('queued');
      expect(message.text).not.toContain('\n');
    }
    expect(botMessages(stage).length).toBeGreaterThan(5);
    const ana = slack.workspace.person('ana').id;
    expect(slack.pings.filter((ping) => ping.kind !== 'user' || ping.id !== ana)).toEqual([]);
  });

  it.each([
    ['10,000 characters', 'x'.repeat(10_000), /too long/],
    ['10,000 characters of run', `run ${'é'.repeat(9_996)}`, /too long/],
    ['a path', 'run ../../', /No connector matches “..\/..\/”/],
    ['control characters', 'run \u0000\u0007\u001b[31m', /which connector|No connector matches/],
    ['Slack’s own markup', 'run <!channel> <@U0AAAAAAA> <https://x.test|y>', /No connector matches/],
    ['a formula', 'run =1+1;DROP TABLE runs', /No connector matches/],
  ])('%s as the text of the command: a clear answer, no crash', async (_, text, answer) => {
    const stage = shared();
    const { slack } = stage;
    const before = slack.ephemerals('ana').length;
    await slack.slashCommand({ user: 'ana', channel: 'general', text });
    const told = await slack.waitFor(() => slack.ephemerals('ana')[before]);
    expect(told.text).toMatch(answer);
    expect(told.text.length).toBeLessThan(1_000);
    expect(slack.pings).toEqual([]);
    expect(forceSyncCalls(stage)).toEqual([]);
    expect((await slack.slashCommand({ user: 'ana', channel: 'general', text: 'help' })).acked).toBe(true);
    await slack.waitFor(() => slack.ephemerals('ana')[before + 1]);
  });

  it('words that match nothing open the modal, which says so', async () => {
    const stage = shared();
    const view = await openModal(stage, 'ana', '../../ <!here>');
    expect(JSON.stringify(view.blocks)).toContain('Nothing matches “../../ &lt;!here&gt;”');
    expect(stage.slack.pings).toEqual([]);
  });

  if (mode !== 'http') return;

  describe('what reaches the HTTP endpoint', () => {
    it.each([
      ['no signature', {}, 'payload={}', 401],
      ['a foreign signature', { 'x-slack-signature': 'v0=00', 'x-slack-request-timestamp': 'NOW' }, 'payload={}', 401],
      ['a signature of another version', { 'x-slack-signature': 'v9', 'x-slack-request-timestamp': 'NOW' }, 'x', 401],
      ['a body without end', {}, 'x'.repeat(3_000_000), 413],
    ])('%s is refused', async (_, headers, body, status) => {
      const stage = shared();
      const url = `${await stage.product.url()}/slack/events`;
      const now = String(Math.floor(Date.now() / 1000));
      const sent = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value === 'NOW' ? now : value]),
      );
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...sent },
        body,
      });
      expect(response.status).toBe(status);
      expect(await response.text()).toBe('');
    });

    it.each([
      'null',
      '[]',
      '"text"',
      '17',
      '{',
      '{}',
      '{"type":"block_actions","actions":[]}',
      '{"type":"view_submission"}',
    ])('a correctly signed payload=%s neither ends nor confuses the process', async (payload) => {
      const stage = shared();
      await stage.slack.deliver(null, {
        envelope: 'interactive',
        rawBody: new URLSearchParams({ payload }).toString(),
      });
      expect(await stage.slack.slashCommand({ user: 'ana', channel: 'general', text: 'help' })).toMatchObject({
        acked: true,
      });
      expect(stage.product.process.exitCode).toBeNull();
    });

    it('a timestamp of more than five minutes ahead is refused like an old one', async () => {
      const stage = shared();
      for (const offset of [-400, 400]) {
        const timestamp = String(Math.floor(Date.now() / 1000) + offset);
        const { createHmac } = await import('node:crypto');
        const body = 'command=%2Fc1-sync';
        const signature = createHmac('sha256', stage.slack.signingSecret)
          .update(`v0:${timestamp}:${body}`)
          .digest('hex');
        const response = await fetch(`${await stage.product.url()}/slack/events`, {
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': `v0=${signature}`,
          },
          body,
        });
        expect(response.status).toBe(401);
      }
    });
  });
});
