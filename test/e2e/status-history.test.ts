import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isObject } from '../../sandbox/slack/json.ts';
import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import { theUsualScopes } from '../../sandbox/slack/tokens.ts';
import { allowBen, answerTo, botMessages } from './flows.ts';
import { MODES, type Stage, sharedStage } from './stage.ts';

/** The rows below the header, each as its cells in JSON. */
function rowsOf({ blocks }: SeenMessage): string[] {
  const table = blocks.find(({ type }) => type === 'data_table');
  return Array.isArray(table?.rows) ? table.rows.slice(1).map((row) => JSON.stringify(row)) : [];
}

function kindsOf({ blocks }: SeenMessage): unknown[] {
  return blocks.filter(isObject).map(({ type }) => type);
}

/** Asks for one sync, and waits until it is in the channel. */
async function sync(stage: Stage, words: string): Promise<void> {
  await stage.slack.slashCommand({ user: 'ana', channel: 'general', text: `run ${words}` });
  await stage.slack.waitFor(() => botMessages(stage)[0]);
}

/** How many syncs wait, as `status` says it in its one line. */
function queued({ text }: SeenMessage): number {
  expect(text).toMatch(/^\d+ connectors: .*; last read <!date/);
  return Number(/(\d+) queued/.exec(text)?.[1] ?? 0);
}

describe.each(MODES)('status and history over %s', (mode) => {
  const shared = sharedStage({ mode });

  let firstHistory: SeenMessage;
  beforeAll(async () => {
    firstHistory = await answerTo(shared(), 'ana', 'history');
  });

  it('status tells what connectors do, to the person alone, in one line and as a table', async () => {
    const stage = shared();
    const before = queued(await answerTo(stage, 'ana', 'status'));
    await sync(stage, 'salesforce');
    const answer = await answerTo(stage, 'ana', 'status');
    expect(queued(answer)).toBe(before + 1);
    expect(rowsOf(answer).find((row) => row.includes('Salesforce'))).toMatch(/queued, asked for by .*ANA/);
    expect(stage.slack.messages('general', { as: 'ben' })).toHaveLength(1);
    const one = await answerTo(stage, 'ana', 'status salesforce');
    expect(one.text).toMatch(/^Salesforce \/ Salesforce: queued, asked for by <@U0000000ANA>; /);
  });

  it('is told in plainer blocks where Slack does not know tables', async () => {
    const stage = shared();
    stage.slack.faults.next('response_url', { status: 400, body: '{"ok":false,"error":"invalid_blocks"}' });
    const answer = await answerTo(stage, 'ana', 'status');
    expect(kindsOf(answer)).not.toContain('data_table');
    expect(JSON.stringify(answer.blocks)).toContain('Okta Preview');
  });

  it('is for people on the list, and so is history', async () => {
    const stage = shared();
    for (const verb of ['status', 'history']) {
      expect((await answerTo(stage, 'cleo', verb)).text).toContain('not on the list');
    }
  });

  it('history has what was asked for, only of what somebody may see, and the whole of it as a file', async () => {
    const stage = shared();
    const { slack } = stage;
    expect(firstHistory.text).toBe('No sync is recorded yet.');
    await sync(stage, 'okta preview');
    await allowBen(stage, 'on GitHub');
    expect((await answerTo(stage, 'ben', 'history')).text).toBe('No sync is recorded yet.');
    const answer = await answerTo(stage, 'ana', 'history okta');
    expect(answer.text).toMatch(/^1 sync of “okta”: 1 \w+\. The newest: <@U0000000ANA> asked C1 to sync Okta/);
    expect(rowsOf(answer)).toHaveLength(1);

    await slack.click('ana', answer, 'history_csv');
    const { text, files = [] } = await slack.waitFor(() => slack.messages(slack.dm('ana'))[0]);
    expect(text).toContain('1 row.');
    expect(files[0]?.name).toMatch(/^c1-sync-history-\d{4}-\d\d-\d\d\.csv$/);
    expect(files[0]?.content).toMatch(
      /^reference,requested_at,.*\r\n[0-9a-f]{8},.*,Okta \/ Okta Preview,.*,U0000000ANA,/,
    );
    await slack.waitFor(() => slack.ephemerals('ana').find((told) => told.text.includes('in your direct messages')));
  });

  it('says what to do when the app may not send files', async () => {
    const stage = shared();
    const { slack } = stage;
    await sync(stage, 'google');
    const answer = await answerTo(stage, 'ana', 'history');
    slack.setScopes(['commands', 'chat:write', 'chat:write.public', 'im:write']);
    onTestFinished(() => slack.setScopes(theUsualScopes));
    await slack.click('ana', answer, 'history_csv');
    const told = await slack.waitFor(() => slack.ephemerals('ana').find(({ text }) => text.includes('files:write')));
    expect(told.text).toMatch(/Ask whoever runs c1-sync to add it .*reference `[0-9a-f]{8}`\.$/);
    expect(slack.messages(slack.dm('ana'))).toEqual([]);
  });
});
