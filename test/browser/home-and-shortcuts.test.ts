import { expect, it } from 'vitest';
import { withSandbox } from '../sandbox/web/with-sandbox.ts';
import { inChromium } from './in-chromium.ts';
import { message, modal, say } from './on-the-page.ts';
import { openPage } from './open-page.ts';

inChromium('the Home tab and the shortcuts on the page', (given) => {
  it('favourites are chosen in the Home tab, and synced by one click', async () => {
    const { url } = await withSandbox({ page: given().page });
    const ana = await openPage(given().browser, url);
    await ana.getByRole('button', { name: 'c1-sync' }).first().click();
    await ana.getByRole('tab', { name: 'Home' }).click();
    const menu = ana.getByRole('combobox', { name: 'Choose favourites' });
    for (const [typed, option] of [
      ['okta', 'Okta / Okta Preview'],
      ['goog', 'Google Workspace / Google Workspace'],
    ] as const) {
      await menu.pressSequentially(typed);
      await ana.getByRole('option', { name: option }).click();
      await ana.getByRole('button', { name: `Sync now: ${option}` }).waitFor();
    }
    expect(await ana.getByRole('button', { name: /^Sync now/ }).count()).toBe(2);
    await ana.getByRole('button', { name: 'Sync now: Okta / Okta Preview' }).click();
    await ana.getByText(/Okta Preview.*since.*for you/).waitFor();
    await ana.getByRole('tab', { name: 'Messages' }).click();
    await message(ana, /asked C1 to sync Okta \/ Okta Preview/).waitFor();
  });

  it('one shortcut stands by the composer, the other by each message, and knows what it names', async () => {
    const { url } = await withSandbox({ page: given().page });
    const ana = await openPage(given().browser, url);
    await ana.getByRole('button', { name: 'Shortcuts', exact: true }).click();
    await ana.getByRole('menuitem', { name: 'Sync a C1 connector' }).click();
    await modal(ana).getByRole('button', { name: 'Cancel' }).click();
    await modal(ana).waitFor({ state: 'detached' });
    await say(ana, 'okta preview is stale');
    const said = message(ana, 'okta preview is stale');
    await said.hover();
    await said.getByRole('button', { name: 'More message shortcuts' }).click();
    await ana.getByRole('menuitem', { name: 'Sync this C1 connector' }).click();
    await modal(ana).getByText('Okta / Okta Preview').waitFor();
  });
});
