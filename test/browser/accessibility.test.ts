import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { withSandbox } from '../sandbox/web/with-sandbox.ts';
import { hindrances } from './axe.ts';
import { inChromium } from './in-chromium.ts';
import { choose, message, modal, say } from './on-the-page.ts';
import { openPage } from './open-page.ts';

/** The modal last: it stays open for the person, whatever page they come back with. */
const SURFACES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async channel(page) {
    await say(page, '/c1-sync run google');
    await message(page, /Google Workspace.*queued/s).waitFor();
    await say(page, '/c1-sync run okta');
    await message(page, 'Only visible to you').waitFor();
  },
  async home(page) {
    await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'c1-sync' }).click();
    await page.getByRole('tab', { name: 'Home' }).click();
    await page.getByRole('region', { name: 'Home' }).getByRole('button', { name: 'Sync a connector' }).waitFor();
  },
  async modal(page) {
    await say(page, '/c1-sync');
    await choose(page, 'snow', 'Snowflake / Snowflake Paused');
    await modal(page)
      .getByText(/paused/i)
      .first()
      .waitFor();
  },
};

inChromium('nobody is kept out', (given) => {
  it('in light and in dark nothing hinders anybody in channel, Home and modal', async () => {
    const { url } = await withSandbox({ page: given().page });
    for (const go of Object.values(SURFACES)) {
      const page = await openPage(given().browser, url);
      await go(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await hindrances(page)).toEqual([]);
      }
    }
  });

  it('on a phone nothing is off the screen', async () => {
    const { url } = await withSandbox({ page: given().page });
    for (const [surface, go] of Object.entries(SURFACES)) {
      const page = await openPage(given().browser, url, { viewport: { width: 375, height: 812 }, hasTouch: true });
      if (surface === 'home') await page.getByRole('button', { name: 'Channels' }).click();
      await go(page);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
      expect(await hindrances(page)).toEqual([]);
    }
  });
});
