import { Agent } from 'node:http';
import { App, LogLevel } from '@slack/bolt';
import axios from 'axios';

/**
 * What c1-sync is measured against: the barest Bolt app of the same contract. Two text inputs, a static list, a cached
 * token, a connection that is kept; no typeahead, no record, no following, no second chance.
 */
const env = process.env;
const allowed = new Set((env.ALLOWED ?? '').split(','));
const baseURL = env.C1_BASE_URL ?? '';
const c1 = axios.create({ baseURL, httpAgent: new Agent({ keepAlive: true }), proxy: false });
const slackApiUrl = env.SLACK_API_URL ?? '';
const app = new App({
  token: env.SLACK_BOT_TOKEN ?? '',
  signingSecret: env.SLACK_SIGNING_SECRET ?? '',
  clientOptions: { slackApiUrl },
  logLevel: LogLevel.WARN,
});

let token = '';
let validUntil = 0;

async function accessToken(): Promise<string> {
  if (Date.now() < validUntil) return token;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: env.C1_CLIENT_ID ?? '',
    client_secret: env.C1_CLIENT_SECRET ?? '',
  });
  const { data } = await c1.post('/auth/v1/token', form);
  token = data.access_token;
  validUntil = Date.now() + (data.expires_in - 60) * 1000;
  return token;
}

const input = (id: string, label: string) => ({
  type: 'input' as const,
  block_id: id,
  label: { type: 'plain_text' as const, text: label },
  element: { type: 'plain_text_input' as const, action_id: 'value' },
});

app.command('/c1-sync', async ({ ack, command, client }) => {
  await ack();
  if (!allowed.has(command.user_id)) return;
  await client.views.open({
    trigger_id: command.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'sync',
      title: { type: 'plain_text', text: 'Sync a connector' },
      submit: { type: 'plain_text', text: 'Sync' },
      private_metadata: command.channel_id,
      blocks: [input('app', 'App id'), input('connector', 'Connector id')],
    },
  });
});

app.view('sync', async ({ ack, body, view, client }) => {
  await ack();
  if (!allowed.has(body.user.id)) return;
  const { app: appId, connector } = view.state.values;
  const path = `/api/v1/apps/${appId?.value?.value}/connectors/${connector?.value?.value}/force_sync`;
  const channel = view.private_metadata;
  const headers = { Authorization: `Bearer ${await accessToken()}` };
  await c1.post(path, {}, { headers });
  await client.chat.postMessage({ channel, text: `<@${body.user.id}> asked C1 to sync ${connector?.value?.value}` });
});

const server = await app.start(Number(env.PORT ?? 3000));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
// As c1-sync says it, so that whoever measures reads both alike.
process.stdout.write(`{"msg":"listening","port":${port}}\n{"msg":"ready"}\n`);
