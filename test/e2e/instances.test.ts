import { describe, it, vi } from 'vitest';
import type { SeenMessage } from '../../sandbox/slack/observed.ts';
import { HAS_POSTGRES } from '../postgres/database.ts';
import { botMessages, chooseByTyping, forceSyncCalls, openModal } from './flows.ts';
import { another, atTurn, type Instances, sendTo, setInstances } from './instances.ts';
import type { Product } from './product.ts';
import type { Stage } from './stage.ts';

const isReply = ({ threadTs, ts }: SeenMessage) => threadTs !== undefined && threadTs !== ts;
const mains = (stage: Stage) => botMessages(stage).filter((message) => !isReply(message));
const replies = (stage: Stage) => botMessages(stage).filter(isReply);
const run = (stage: Stage, text: string) => stage.slack.slashCommand({ user: 'ana', channel: 'general', text });

const reads = ({ c1 }: Stage) =>
  c1.requests.filter(({ method, path }) => method === 'GET' && /connectors\/\w+$/.test(path));

/** Of the machine, not of the product: several processes share two cores. */
const PATIENCE_MS = 50_000;

/** The very same submission to each of them at once. */
async function submitToAll({ stage, products }: Instances): Promise<void> {
  const { slack } = stage;
  await openModal(stage, 'ana');
  await chooseByTyping(stage, 'ana', 'google');
  const urls = await Promise.all(products.map((product) => product.url()));
  const first = slack.submit('ana');
  const delivery = await slack.waitFor(() => slack.deliveries.find(({ type }) => type === 'view_submission'));
  // By socket each goes to whichever connection comes next.
  const others = [...urls, ...urls].map((url) => {
    slack.setEventsUrl(`${url}/slack/events`);
    return slack.redeliver(delivery);
  });
  await Promise.all([first, ...others]);
}

describe.runIf(HAS_POSTGRES)('several instances on one database', () => {
  it.concurrent('over HTTP: one sync for one submission, whoever is killed', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const c1 = { settings: { queueMs: 1_000, syncMs: 12_000 } };
    const instances = await setInstances(3, { mode: 'http', onFinished, c1 });
    const { stage } = instances;
    const { slack } = stage;

    // The same submission sent to all at once.
    stage.c1.faults.next('force-sync', { delayMs: 300 });
    await submitToAll(instances);
    await slack.waitFor(() => mains(stage)[0]);
    expect(forceSyncCalls(stage)).toHaveLength(1);
    const [message] = mains(stage);

    // Killed in the middle of a look.
    await slack.waitFor(() => message?.text.includes(': running') || undefined, PATIENCE_MS);
    stage.c1.faults.always('get-connector', { delayMs: 2_000 });
    const follower = await vi.waitFor(
      async () => {
        const product = await atTurn(instances, 'follow:%');
        if (product === undefined) throw new Error('nobody looks');
        return product;
      },
      { timeout: PATIENCE_MS, interval: 200 },
    );
    await follower.kill('SIGKILL');
    const killedAt = performance.now();
    stage.c1.faults.clear();
    const left = instances.products.filter((product) => product !== follower);
    await slack.waitFor(() => replies(stage)[0], PATIENCE_MS);
    expect(performance.now() - killedAt).toBeLessThan(45_000);
    expect(mains(stage)).toHaveLength(1);
    expect(mains(stage)[0]?.ts).toBe(message?.ts);
    expect(mains(stage)[0]?.text).toMatch(/: finished in 12s\.$/);
    expect(replies(stage)).toHaveLength(1);
    expect(forceSyncCalls(stage)).toHaveLength(1);
    const at = reads(stage).map((request) => request.at);
    for (const [n, time] of at.slice(1).entries()) expect(time - (at[n] ?? 0)).toBeGreaterThanOrEqual(4_900);

    // Killed while C1 has taken it and does not say so.
    const [asked, other] = left as [Product, Product];
    await sendTo(stage, asked);
    stage.c1.faults.always('force-sync', 'never-answer-after-accept');
    const asking = run(stage, 'run github ent');
    await vi.waitFor(() => expect(stage.c1.forceSyncs).toHaveLength(2), { timeout: PATIENCE_MS, interval: 20 });
    await asked.kill('SIGKILL');
    stage.c1.faults.clear();
    await sendTo(stage, other);
    await asking;
    const told = await slack.waitFor(() => mains(stage)[1], PATIENCE_MS);
    expect(told.text).toMatch(/GitHub Enterprise.*: (queued|running)/);
    await slack.waitFor(() => replies(stage)[1], PATIENCE_MS);
    expect(mains(stage).map(({ text }) => text)).toEqual([
      expect.stringContaining('Google'),
      expect.stringContaining('GitHub'),
    ]);
    expect(forceSyncCalls(stage)).toHaveLength(2);
  }, 240_000);

  it.concurrent('over Socket Mode: one sync for one submission, and a rolling restart under load loses nothing', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    let next = 0;
    // Each payload to the next connection.
    const random = () => ((next++ % 12) + 0.5) / 12;
    const c1 = { settings: { queueMs: 500, syncMs: 3_000 } };
    const env = { C1_SYNC_COOLDOWN_SECONDS: '0' };
    const instances = await setInstances(2, { mode: 'socket', onFinished, c1, slack: { random }, env });
    const { stage } = instances;
    const { slack } = stage;
    await submitToAll(instances);
    await slack.waitFor(() => mains(stage)[0]);
    expect(forceSyncCalls(stage)).toHaveLength(1);

    const words = ['github ent', 'okta preview', 'google', 'github ent', 'okta preview', 'google'];
    const asked: string[] = [];
    const load = (async () => {
      for (const word of words) {
        const { acked } = await run(stage, `run ${word}`);
        if (acked === true) asked.push(word);
        await slack.waitFor(() => mains(stage).length > asked.length || undefined, 4_000).catch(() => undefined);
      }
    })();
    let products = instances.products;
    for (const old of instances.products) {
      const fresh = await another(stage, { onFinished });
      await old.kill('SIGTERM');
      products = [...products.filter((product) => product !== old), fresh];
    }
    await load;
    expect(products).toHaveLength(2);
    // Each that asked anew was told and followed to its end, once; one that met a running sync waits for it.
    await vi.waitFor(() => expect(replies(stage).length).toBe(mains(stage).length), {
      timeout: PATIENCE_MS,
      interval: 500,
    });
    for (const { text } of mains(stage)) expect(text).toMatch(/: finished in 3s\.$/);
    const threads = replies(stage).map(({ threadTs }) => threadTs);
    expect(new Set(threads).size).toBe(threads.length);
    expect(forceSyncCalls(stage)).toHaveLength(mains(stage).length);
  }, 240_000);

  it.concurrent('let the first answer to a request for access count, and tell it once', async ({
    expect,
    onTestFinished: onFinished,
  }) => {
    const instances = await setInstances(2, { mode: 'http', onFinished, admins: ['ana', 'ben'] });
    const { stage, products } = instances;
    const { slack } = stage;
    const [one, two] = products as [Product, Product];
    await slack.slashCommand({ user: 'cleo', channel: 'it-help', text: 'run okta preview' });
    const refusal = await slack.waitFor(() => slack.ephemerals('cleo')[0]);
    await slack.click('cleo', refusal, 'ask_for_access');
    await slack.waitFor(() => slack.openViewFor('cleo'));
    const { options } = await slack.typeahead('cleo', 'scope_block', 'okta');
    await slack.choose('cleo', 'scope_block', (options as { value: string }[])[0]?.value ?? '');
    await slack.choose('cleo', 'length_block', '8h');
    await slack.fill('cleo', 'why_block', 'a joiner waits');
    await slack.submit('cleo');
    const asksOf = (name: string) => slack.messages(slack.dm(name))[0];
    await slack.waitFor(() => (asksOf('ana') && asksOf('ben') ? true : undefined), PATIENCE_MS);
    // Nobody asks twice, though both instances care for it.
    expect(slack.messages(slack.dm('ana'))).toHaveLength(1);
    await sendTo(stage, one);
    const first = slack.click('ana', asksOf('ana') as SeenMessage, 'approve_access:1h');
    await sendTo(stage, two);
    const second = slack.click('ben', asksOf('ben') as SeenMessage, 'approve_access:8h');
    await Promise.all([first, second]);
    await slack.waitFor(
      () => [asksOf('ana'), asksOf('ben')].every((ask) => ask?.text.includes('approved by')),
      PATIENCE_MS,
    );
    expect(asksOf('ana')?.text).toBe(asksOf('ben')?.text);
    await slack.waitFor(() => slack.messages(slack.dm('cleo'))[0], PATIENCE_MS);
    // The right counts in each of them at once.
    const told = () => slack.ephemerals('cleo').length + botMessages(stage, 'it-help').length;
    for (const product of products) {
      const before = told();
      await sendTo(stage, product);
      await slack.slashCommand({ user: 'cleo', channel: 'it-help', text: 'run okta preview' });
      await slack.waitFor(() => told() > before || undefined, PATIENCE_MS);
    }
    expect(slack.messages(slack.dm('cleo')).filter(({ text }) => text.includes('lets you sync'))).toHaveLength(1);
    expect(forceSyncCalls(stage)).toHaveLength(1);
  }, 120_000);
});
