import { describe, expect, it, onTestFinished } from 'vitest';
import { startSlack } from '../../sandbox/slack/server.ts';
import { createSlackClients } from '../../src/slack/clients.ts';
import { Delivery } from '../../src/slack/delivery.ts';
import { createRespond } from '../../src/slack/response-url.ts';
import { createSendFile } from '../../src/slack/send-file.ts';
import { createSlackTransport } from '../../src/slack/transport.ts';
import { quiet } from '../doubles/log.ts';
import { ManualClock } from '../doubles/manual-clock.ts';
import { silent } from '../sandbox/slack/with-slack.ts';

const FILE = { name: 'a.csv', title: 'A table', comment: 'Here it is.', content: 'é,"b"\r\n' };

/** The transport and the client as the app has them. */
async function setUp() {
  const slack = await startSlack();
  onTestFinished(() => slack.close());
  const { apiUrl } = slack;
  const transport = createSlackTransport();
  onTestFinished(() => transport.close());
  const { background: client } = createSlackClients({ token: slack.botToken, apiUrl, transport, logger: silent });
  const stopping = new AbortController().signal;
  const respond = createRespond(transport);
  const delivery = new Delivery({ client, respond, clock: new ManualClock(), log: quiet, stopping });
  const sendFile = createSendFile({ delivery, client, transport });
  return { slack, send: () => sendFile(slack.workspace.person('ana').id, FILE) };
}

describe('a file for one person', () => {
  it('arrives in their direct messages, byte for byte', async () => {
    const { slack, send } = await setUp();
    await send();
    const { name, title, comment, content } = FILE;
    expect(slack.messages(slack.dm('ana'))).toMatchObject([{ text: comment, files: [{ name, title, content }] }]);
  });

  it('that Slack refuses is an error with the reason of Slack', async () => {
    const { slack, send } = await setUp();
    slack.setScopes(['chat:write', 'im:write']);
    await expect(send()).rejects.toMatchObject({ data: { error: 'missing_scope' } });
  });

  it('whose bytes are not taken is an error that does not tell the address, and nothing is shared', async () => {
    const { slack, send } = await setUp();
    slack.faults.next('upload_url', { status: 500, body: '' });
    await expect(send()).rejects.toThrow(/^the upload of a file was refused \(500\)$/);
    expect(slack.messages(slack.dm('ana'))).toEqual([]);
  });
});
