import { readFileSync } from 'node:fs';
import { describe, it, vi } from 'vitest';
import type { ConnectorRef } from '../../sandbox/c1/catalog.ts';
import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import { changesPathOf } from '../../src/adapters/store/change-lines.ts';
import { botMessages, forceSyncCalls } from './flows.ts';
import { MODES, type Stage, setTheStage, stageOfAll, startAgain } from './stage.ts';

/** As said first, then as it is now. */
const texts = ({ edits, text }: SeenMessage): string[] => [...edits.map((edit) => edit.text), text];

const main = (stage: Stage, of = ''): SeenMessage | undefined =>
  botMessages(stage).find(({ threadTs, ts, text }) => (threadTs === undefined || threadTs === ts) && text.includes(of));

const replies = (stage: Stage, of = ''): SeenMessage[] =>
  botMessages(stage).filter(({ threadTs, ts, text }) => threadTs !== undefined && threadTs !== ts && text.includes(of));

const run = (stage: Stage, user: string, text = 'run google') =>
  stage.slack.slashCommand({ user, channel: 'general', text });

/** Followed at 5 s steps. */
const PATIENCE_MS = 40_000;

const reads = ({ c1 }: Stage, { connectorId }: ConnectorRef) =>
  c1.requests.filter(({ method, path }) => method === 'GET' && path.endsWith(`connectors/${connectorId}`));

const asked = (stage: Stage, { connectorId }: ConnectorRef) =>
  forceSyncCalls(stage).filter(({ path }) => path.includes(connectorId));

/** Each of their tests has a connector of its own. */
const stages = {
  http: stageOfAll({ mode: 'http', admins: ['ana', 'ben'] }),
  socket: stageOfAll({
    mode: 'socket',
    admins: ['ana', 'ben'],
    prepare: ({ c1 }) => {
      const salesforce = c1.find('Salesforce', 'Salesforce');
      c1.setSyncTimes(salesforce, { queueMs: 0, syncMs: 20_000 });
      c1.startSync(salesforce);
    },
  }),
};

describe.concurrent('a sync is followed to its end', () => {
  it.for(MODES)('in the same message, then a reply that mentions who waits, over %s', async (mode, { expect }) => {
    const stage = stages[mode]();
    const { slack, c1 } = stage;
    const google = c1.find('Google Workspace', 'Google Workspace');
    c1.setSyncTimes(google, { queueMs: 3_000, syncMs: 10_000 });
    await run(stage, 'ana', 'run google');
    const message = await slack.waitFor(() => main(stage, 'Google'));
    await slack.click('ben', message, 'watch_run');
    await slack.waitFor(() => slack.ephemerals('ben').find(({ text }) => text.includes('You will be told')));
    const reply = await slack.waitFor(() => replies(stage, 'Google')[0], PATIENCE_MS);

    const said = texts(message);
    expect(said[0]).toMatch(/: queued\. /);
    expect(said.some((text) => /: running/.test(text))).toBe(true);
    expect(said.at(-1)).toMatch(/: finished in 10s\.$/);
    expect(message.threadTs).toBeUndefined();
    const [ana, ben] = ['ana', 'ben'].map((name) => slack.workspace.person(name).id);
    expect(reply.text).toMatch(new RegExp(`^<@${ana}> <@${ben}> .*finished in 10s\\.$`));
    expect(reply.threadTs).toBe(message.ts);

    expect(asked(stage, google)).toHaveLength(1);
    const at = reads(stage, google).map(({ at }) => at);
    for (const [n, time] of at.slice(1).entries()) expect(time - (at[n] ?? 0)).toBeGreaterThanOrEqual(4_990);
    const updates = slack.apiCalls.filter(({ method, args }) => method === 'chat.update' && args.ts === message.ts);
    expect(updates).not.toEqual([]);
    for (const [n, { at }] of updates.slice(1).entries())
      expect(at - (updates[n]?.at ?? 0)).toBeGreaterThanOrEqual(9_990);
  });

  it("that fails: C1's reason, harmless", async ({ expect }) => {
    const stage = stages.http();
    const { slack, c1 } = stage;
    const okta = c1.find('Okta', 'Okta Preview');
    c1.setSyncTimes(okta, { queueMs: 0, syncMs: 100 });
    c1.nextSyncFails(okta, '401 <!channel> & <@U0EVIL|x>');
    await run(stage, 'ana', 'run okta preview');
    const reply = await slack.waitFor(() => replies(stage, 'Okta')[0], PATIENCE_MS);
    expect(main(stage, 'Okta')?.text).toContain(': failed: 401 &lt;!channel&gt; &amp; &lt;@U0EVIL|x&gt;');
    expect(reply.text).toContain(': failed: 401');
    expect(slack.pings.filter(({ kind }) => kind !== 'user')).toEqual([]);
  });

  it('whose message was deleted: the end comes in a new one', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({ mode: 'http', onFinished, c1: { settings: { queueMs: 0, syncMs: 100 } } });
    const { slack } = stage;
    slack.faults.always('chat.update', { error: 'message_not_found' });
    await run(stage, 'ana');
    await slack.waitFor(() => replies(stage)[0], PATIENCE_MS);
    const told = botMessages(stage).filter(({ threadTs }) => threadTs === undefined);
    expect(told).toHaveLength(2);
    expect(told[1]?.text).toMatch(/: finished in 0s\.$/);
    expect(replies(stage)[0]?.threadTs).toBe(told[1]?.ts);
  });

  it('after a kill: in the same message, and nothing is sent again', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({ mode: 'socket', onFinished, c1: { settings: { queueMs: 500, syncMs: 1_000 } } });
    const { slack } = stage;
    await run(stage, 'ana');
    const message = await slack.waitFor(() => main(stage));
    await vi.waitFor(() => expect(readFileSync(changesPathOf(stage.databasePath), 'utf8')).toContain(message.ts));
    await stage.product.kill('SIGKILL');
    await startAgain(stage, onFinished);
    await slack.waitFor(() => replies(stage)[0], PATIENCE_MS);
    expect(main(stage)?.ts).toBe(message.ts);
    expect(main(stage)?.text).toMatch(/: finished in 1s\.$/);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('and an orderly stop does not wait for it', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({ mode: 'http', onFinished, c1: { settings: { queueMs: Infinity } } });
    await run(stage, 'ana');
    await stage.slack.waitFor(() => main(stage));
    const stoppedAt = performance.now();
    stage.product.process.kill('SIGTERM');
    expect(await stage.product.exited).toMatchObject({ code: 0 });
    expect(performance.now() - stoppedAt).toBeLessThan(4_000);
  });
});

describe.concurrent('a sync that is under way', () => {
  it('is joined by the next who asks, and they are told of its end', async ({ expect }) => {
    const stage = stages.http();
    const { slack, c1 } = stage;
    const recruiting = c1.find('Workday', 'Workday Recruiting');
    c1.setSyncTimes(recruiting, { queueMs: 0, syncMs: 8_000 });
    await run(stage, 'ana', 'run recruiting');
    await slack.waitFor(() => main(stage, 'Recruiting'));
    await slack.slashCommand({ user: 'ben', channel: 'it-help', text: 'run recruiting' });
    const joined = await slack.waitFor(() => slack.ephemerals('ben').find(({ text }) => text.includes('Recruiting')));
    expect(joined.text).toMatch(
      /is already queued: <@\w+> asked \d+s ago\. Nothing was sent again\. You wait for it now/,
    );
    const direct = await slack.waitFor(() => slack.messages(slack.dm('ben'))[0], PATIENCE_MS);
    expect(direct.text).toMatch(/^You wait for this sync: .*Recruiting.*finished in 8s\.$/);
    expect(botMessages(stage, 'it-help').filter(({ ephemeralTo }) => ephemeralTo === undefined)).toEqual([]);
    expect(asked(stage, recruiting)).toHaveLength(1);
  });

  it('and that nobody asked for here gets a message of its own', async ({ expect }) => {
    const stage = stages.socket();
    const { slack, c1 } = stage;
    await run(stage, 'ana', 'run salesforce');
    const message = await slack.waitFor(() => main(stage, 'Salesforce'));
    expect(texts(message)[0]).toMatch(/waits for the sync of .*: running/);
    await slack.waitFor(() => replies(stage, 'Salesforce')[0], PATIENCE_MS);
    expect(main(stage, 'Salesforce')?.text).toMatch(/: finished in 20s\.$/);
    expect(asked(stage, c1.find('Salesforce', 'Salesforce'))).toEqual([]);
  });

  it('is restarted only by somebody who confirms that', async ({ expect }) => {
    const stage = stages.http();
    const { slack, c1 } = stage;
    const github = c1.find('GitHub', 'GitHub Enterprise');
    c1.setSyncTimes(github, { queueMs: 0, syncMs: 300_000 });
    const told = () => slack.ephemerals('ana').filter(({ text }) => /GitHub|this button/.test(text));
    await run(stage, 'ana', 'run github ent');
    await slack.waitFor(() => main(stage, 'GitHub'));
    await run(stage, 'ana', 'run github ent');
    const joined = await slack.waitFor(() => told()[0]);
    await slack.click('ana', joined, 'restart_run', { deny: true });
    expect(asked(stage, github)).toHaveLength(1);
    const { confirm } = await slack.click('ana', joined, 'restart_run');
    expect(JSON.stringify(confirm)).toContain('C1 may stop the sync');
    const again = await slack.waitFor(
      () => botMessages(stage).find(({ text }) => text.includes('begin anew')),
      PATIENCE_MS,
    );
    expect(again.text).toMatch(/stop the running sync and begin anew: GitHub .*: queued/);
    expect(asked(stage, github)).toHaveLength(2);
    await slack.click('ana', joined, 'restart_run');
    await slack.waitFor(() => told()[1]);
    expect(asked(stage, github)).toHaveLength(2);
  });
});
