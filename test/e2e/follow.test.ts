import { readFileSync } from 'node:fs';
import { describe, it, vi } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import { changesPathOf } from '../../src/adapters/store/change-lines.ts';
import { botMessages, forceSyncCalls } from './flows.ts';
import { MODES, type Stage, setTheStage, startAgain } from './stage.ts';

/** As said first, then as it is now. */
const texts = ({ edits, text }: SeenMessage): string[] => [...edits.map((edit) => edit.text), text];

const main = (stage: Stage): SeenMessage | undefined =>
  botMessages(stage).find(({ threadTs, ts }) => threadTs === undefined || threadTs === ts);

const replies = (stage: Stage): SeenMessage[] =>
  botMessages(stage).filter(({ threadTs, ts }) => threadTs !== undefined && threadTs !== ts);

const run = (stage: Stage, user: string, text = 'run google') =>
  stage.slack.slashCommand({ user, channel: 'general', text });

/** Followed at 5 s steps. */
const PATIENCE_MS = 40_000;

const reads = ({ c1 }: Stage) =>
  c1.requests.filter(({ method, path }) => method === 'GET' && /connectors\/\w+$/.test(path));

describe.concurrent('a sync is followed to its end', () => {
  it.for(MODES)(
    'in the same message, then a reply that mentions who waits, over %s',
    async (mode, { expect, onTestFinished: onFinished }) => {
      const stage = await setTheStage({
        mode,
        onFinished,
        admins: ['ana', 'ben'],
        c1: { settings: { queueMs: 3_000, syncMs: 10_000 } },
      });
      const { slack } = stage;
      await run(stage, 'ana');
      const message = await slack.waitFor(() => main(stage));
      await slack.click('ben', message, 'watch_run');
      await slack.waitFor(() => slack.ephemerals('ben').find(({ text }) => text.includes('You will be told')));
      const [reply] = await slack.waitFor(() => (replies(stage).length > 0 ? replies(stage) : undefined), PATIENCE_MS);

      const said = texts(message);
      expect(said[0]).toMatch(/: queued\. /);
      expect(said.some((text) => /: running/.test(text))).toBe(true);
      expect(said.at(-1)).toMatch(/: finished in 10s\.$/);
      expect(message.threadTs).toBeUndefined();
      const [ana, ben] = ['ana', 'ben'].map((name) => slack.workspace.person(name).id);
      expect(reply?.text).toMatch(new RegExp(`^<@${ana}> <@${ben}> .*finished in 10s\\.$`));
      expect(reply?.threadTs).toBe(message.ts);

      expect(forceSyncCalls(stage)).toHaveLength(1);
      const at = reads(stage).map(({ at }) => at);
      for (const [n, time] of at.slice(1).entries()) expect(time - (at[n] ?? 0)).toBeGreaterThanOrEqual(4_990);
      const updates = slack.apiCalls.filter(({ method }) => method === 'chat.update');
      for (const [n, { at }] of updates.slice(1).entries())
        expect(at - (updates[n]?.at ?? 0)).toBeGreaterThanOrEqual(9_990);
    },
  );

  it("that fails: C1's reason, harmless", async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({ mode: 'http', onFinished, c1: { settings: { queueMs: 0, syncMs: 100 } } });
    const { slack, c1 } = stage;
    c1.nextSyncFails(c1.find('Google Workspace', 'Google Workspace'), '401 <!channel> & <@U0EVIL|x>');
    await run(stage, 'ana');
    const reply = await slack.waitFor(() => replies(stage)[0], PATIENCE_MS);
    expect(main(stage)?.text).toContain(': failed: 401 &lt;!channel&gt; &amp; &lt;@U0EVIL|x&gt;');
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
  it('is joined by the next who asks, and they are told of its end', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({
      mode: 'http',
      onFinished,
      admins: ['ana', 'ben'],
      c1: { settings: { queueMs: 0, syncMs: 8_000 } },
    });
    const { slack } = stage;
    await run(stage, 'ana');
    await slack.waitFor(() => main(stage));
    await slack.slashCommand({ user: 'ben', channel: 'it-help', text: 'run google' });
    const joined = await slack.waitFor(() => slack.ephemerals('ben')[0]);
    expect(joined.text).toMatch(
      /is already queued: <@\w+> asked \d+s ago\. Nothing was sent again\. You wait for it now/,
    );
    const direct = await slack.waitFor(() => slack.messages(slack.dm('ben'))[0], PATIENCE_MS);
    expect(direct.text).toMatch(/^You wait for this sync: .*finished in 8s\.$/);
    expect(botMessages(stage, 'it-help').filter(({ ephemeralTo }) => ephemeralTo === undefined)).toEqual([]);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  });

  it('and that nobody asked for here gets a message of its own', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({
      mode: 'socket',
      onFinished,
      c1: { settings: { queueMs: 0, syncMs: 20_000 } },
      prepare: ({ c1 }) => c1.startSync(c1.find('Google Workspace', 'Google Workspace')),
    });
    const { slack } = stage;
    await run(stage, 'ana');
    const message = await slack.waitFor(() => main(stage));
    expect(texts(message)[0]).toMatch(/waits for the sync of .*: running/);
    await slack.waitFor(() => replies(stage)[0], PATIENCE_MS);
    expect(main(stage)?.text).toMatch(/: finished in 20s\.$/);
    expect(forceSyncCalls(stage)).toEqual([]);
  });

  it('is restarted only by somebody who confirms that', async ({ expect, onTestFinished: onFinished }) => {
    const stage = await setTheStage({ mode: 'http', onFinished, c1: { settings: { queueMs: 0, syncMs: 300_000 } } });
    const { slack } = stage;
    await run(stage, 'ana');
    await slack.waitFor(() => main(stage));
    await run(stage, 'ana');
    const joined = await slack.waitFor(() => slack.ephemerals('ana')[0]);
    await slack.click('ana', joined, 'restart_run', { deny: true });
    expect(forceSyncCalls(stage)).toHaveLength(1);
    const { confirm } = await slack.click('ana', joined, 'restart_run');
    expect(JSON.stringify(confirm)).toContain('C1 may stop the sync');
    const again = await slack.waitFor(
      () => botMessages(stage).find(({ text }) => text.includes('begin anew')),
      PATIENCE_MS,
    );
    expect(again.text).toMatch(/stop the running sync and begin anew: Google Workspace .*: queued/);
    expect(forceSyncCalls(stage)).toHaveLength(2);
    await slack.click('ana', joined, 'restart_run');
    await slack.waitFor(() => slack.ephemerals('ana')[1]);
    expect(forceSyncCalls(stage)).toHaveLength(2);
  });
});
