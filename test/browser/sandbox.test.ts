import { expect, it, onTestFinished } from 'vitest';
import { startSlack } from '../../sandbox/slack/server.ts';
import { withSandbox } from '../sandbox/web/with-sandbox.ts';
import { inChromium } from './in-chromium.ts';
import { be, choose, message, modal, say, tenant } from './on-the-page.ts';
import { openPage } from './open-page.ts';

const QUEUED = /Google Workspace \/ Google Workspace.*queued/s;

inChromium('the sandbox in a browser', (given) => {
  const sandbox = () => withSandbox({ page: given().page });

  it('command, three letters, submit: the confirmation says queued, and others see it come', async () => {
    const { url, sandbox: running } = await sandbox();
    const ben = await openPage(given().browser, url);
    const cleo = await openPage(given().browser, url);
    await be(ben, 'Ben');
    await be(cleo, 'Cleo');
    await say(ben, '/c1-sync');
    await choose(ben, 'goo', 'Google Workspace / Google Workspace');
    await modal(ben).getByRole('button', { name: 'Sync now' }).click();
    await modal(ben).waitFor({ state: 'detached' });
    await message(ben, QUEUED).waitFor();
    await message(cleo, QUEUED).waitFor();
    expect(running.world.c1?.forceSyncs).toHaveLength(1);
    expect(await ben.getByRole('region', { name: 'Requests', exact: true }).textContent()).toContain('force_sync');
  });

  it('the same with nothing but the keyboard', async () => {
    const { url, sandbox: running } = await sandbox();
    const ana = await openPage(given().browser, url);
    const { keyboard } = ana;
    const focused = () => ana.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? ''");
    await ana.getByLabel('Message #general').waitFor();
    for (let n = 0; n < 60 && (await focused()) !== 'Message #general'; n += 1) await keyboard.press('Tab');
    await keyboard.type('/c1-sync');
    await keyboard.press('Enter');
    await modal(ana).waitFor();
    // The menu has the focus from the beginning.
    await keyboard.type('goo');
    await ana.getByRole('option', { name: 'Google Workspace' }).waitFor();
    await keyboard.press('Enter');
    await ana.getByRole('listbox').waitFor({ state: 'hidden' });
    await keyboard.press('Control+Enter');
    await modal(ana).waitFor({ state: 'detached' });
    await message(ana, QUEUED).waitFor();
    expect(running.world.c1?.forceSyncs).toHaveLength(1);
    expect(await focused()).toBe('Message #general');
  });

  it('Escape closes the modal, and nothing is asked of C1', async () => {
    const { url, sandbox: running } = await sandbox();
    const ana = await openPage(given().browser, url);
    await say(ana, '/c1-sync okta');
    await modal(ana).waitFor();
    await ana.keyboard.press('Escape');
    await modal(ana).waitFor({ state: 'detached' });
    expect(running.world.c1?.forceSyncs).toEqual([]);
  });

  it('the Home tab opens the modal as well', async () => {
    const { url } = await sandbox();
    const ben = await openPage(given().browser, url);
    await be(ben, 'Ben');
    await ben.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'c1-sync' }).click();
    await ben.getByRole('tab', { name: 'Home' }).click();
    await ben.getByRole('region', { name: 'Home' }).getByRole('button', { name: 'Sync a connector' }).click();
    await modal(ben).waitFor();
  });

  it('somebody not on the list is refused, where only they can see it', async () => {
    const { url } = await sandbox();
    const cleo = await openPage(given().browser, url);
    const ana = await openPage(given().browser, url);
    await be(cleo, 'Cleo');
    await say(cleo, '/c1-sync');
    const refusal = message(cleo, 'not on the list of people who may sync');
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain('Only visible to you');
    await say(cleo, 'hello');
    await message(ana, 'hello').waitFor();
    expect(await message(ana, 'not on the list').count()).toBe(0);
  });

  it('the stranger sees one shared channel, and has no such command', async () => {
    const { url } = await sandbox();
    const sam = await openPage(given().browser, url);
    await be(sam, 'Sam');
    await sam.getByLabel('Message #partners').waitFor();
    const channels = sam.getByRole('navigation', { name: 'Channels' }).getByRole('button');
    await expect.poll(() => channels.count(), { timeout: 15_000 }).toBe(1);
    await say(sam, '/c1-sync', 'partners');
    await sam.getByText('/c1-sync is not a valid command.').waitFor();
  });

  it('C1 that answers 503: the sentence, and after that it works again', async () => {
    const { url } = await sandbox();
    const ana = await openPage(given().browser, url);
    const answers = (await tenant(ana)).getByLabel('The API answers');
    await answers.selectOption('503');
    await say(ana, '/c1-sync run google');
    await message(ana, 'C1 did not answer').waitFor();
    await answers.selectOption('as it should');
    await say(ana, '/c1-sync run okta preview');
    await message(ana, /Okta Preview.*queued/s).waitFor();
  });

  it('a connector is seen through its sync without a reload', async () => {
    const { url, sandbox: running } = await sandbox();
    const { c1 } = running.world;
    c1?.setSyncTimes(c1.find('Google Workspace', 'Google Workspace'), { queueMs: 1_000, syncMs: 1_000 });
    const ana = await openPage(given().browser, url);
    await (await tenant(ana)).getByTestId('connector').first().waitFor();
    // Noted where it happens: a busy machine may be too late to look at each.
    await ana.evaluate(`
      globalThis.seen = [];
      const note = ({ target }) => target.textContent.includes('Google Workspace') && seen.push(target.dataset.status);
      const options = { subtree: true, attributes: true, attributeFilter: ['data-status'] };
      new MutationObserver((changes) => changes.forEach(note)).observe(document.body, options);
    `);
    await say(ana, '/c1-sync run google');
    const seen = (): Promise<string[]> => ana.evaluate('seen');
    await expect.poll(seen, { timeout: 15_000 }).toEqual(['queued', 'running', 'done']);
  });

  it('a reload shows the same; start over begins again', async () => {
    const { url } = await sandbox();
    const ana = await openPage(given().browser, url);
    await say(ana, 'do you remember me?');
    await message(ana, 'do you remember me?').waitFor();
    await say(ana, '/c1-sync');
    await modal(ana).waitFor();
    await ana.reload();
    await message(ana, 'do you remember me?').waitFor();
    await modal(ana).getByRole('button', { name: 'Cancel' }).click();
    await modal(ana).waitFor({ state: 'detached' });
    await ana.getByRole('button', { name: 'Start over' }).click();
    await message(ana, 'do you remember me?').waitFor({ state: 'detached' });
    await ana.getByText('A fresh workspace, tenant and store.').waitFor();
    await message(ana, 'Welcome!').waitFor();
    await say(ana, '/c1-sync');
    await modal(ana).waitFor();
  });

  it('the app that ended: nobody can miss it', async () => {
    const { url, sandbox: running } = await sandbox();
    const ana = await openPage(given().browser, url);
    await message(ana, 'Welcome!').waitFor();
    running.world.slack?.revokeToken('app');
    running.world.slack?.sockets.drop();
    await ana.getByText(/The app is not running: ended with code 78/).waitFor();
  });

  it('with a real Slack only the panel is there, and says where to go', async () => {
    const real = await startSlack({ mode: 'socket' });
    onTestFinished(() => real.close());
    const environment = { ...real.env(), C1_SYNC_ADMINS: real.workspace.person('ana').id };
    const { url } = await withSandbox({ page: given().page, environment });
    const page = await openPage(given().browser, url);
    await (await tenant(page)).getByText('Google Workspace').first().waitFor();
    await page
      .getByText(/your (own )?(Slack )?workspace/i)
      .first()
      .waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });
});
