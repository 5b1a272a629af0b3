import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openAppLog } from '../sandbox/app-log.ts';
import { buildApp } from '../sandbox/build-app.ts';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { listenOnLoopback } from '../sandbox/web/listen.ts';
import { bundlePage } from '../sandbox/web/page-bundle.ts';
import { findChromium, NO_CHROMIUM } from '../test/browser/find-chromium.ts';
import { be, choose, message, modal, say } from '../test/browser/on-the-page.ts';

/** `npm run screenshots -- <directory>` writes elsewhere, to compare. */
const IMAGES = resolve(process.argv[2] ?? join(import.meta.dirname, '../docs/images'));

/** Chromium draws a changed part over the old one, and its edges then depend on what was there. */
const STEADY = ['--no-sandbox', '--font-render-hinting=none', '--force-color-profile=srgb', '--disable-partial-raster'];

/** Each begins where the one before ended, and says false when there is nothing to see. */
const PICTURES: readonly (readonly [name: string, arrange: (page: Page) => Promise<boolean>])[] = [
  ['modal', theModal],
  ['confirmation', theConfirmation],
  ['refusal', theRefusal],
  ['app-home', theHome],
];

/** The pictures of the README, from the real app in the sandbox: `npm run screenshots`. */
async function takeAll(): Promise<void> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error(NO_CHROMIUM);
  await buildApp(AbortSignal.timeout(120_000), console.log);
  mkdirSync(IMAGES, { recursive: true });
  const directory = mkdtempSync(join(tmpdir(), 'c1-sync-screenshots-'));
  const browser = await chromium.launch({ executablePath, args: STEADY });
  const log = openAppLog(join(directory, 'app.log'));
  const loopback = await listenOnLoopback(0);
  const environment = { PATH: process.env.PATH ?? '', NO_PROXY: '127.0.0.1,localhost' };
  const page = bundlePage();
  const sandbox = await startSandbox({ environment, mode: 'socket', loopback, page, log, directory });
  try {
    await sandbox.ready;
    for (const theme of ['light', 'dark'] as const) await takeIn(browser, loopback.url, sandbox, theme);
  } finally {
    await browser.close();
    await sandbox.close();
    await log.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function takeIn(browser: Browser, url: string, sandbox: Sandbox, theme: 'light' | 'dark'): Promise<void> {
  await sandbox.startOver();
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Close the panel' }).click();
  for (const [name, arrange] of PICTURES) {
    const path = join(IMAGES, `${name}${theme === 'dark' ? '-dark' : ''}.png`);
    if (!(await arrange(page))) {
      console.log(`skipped ${path}: the app shows nothing there yet`);
      continue;
    }
    await page.mouse.move(0, 0);
    await page.evaluate(STILL);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    console.log(path);
  }
  await context.close();
}

async function theModal(page: Page): Promise<boolean> {
  await be(page, 'Ben');
  await say(page, '/c1-sync');
  await choose(page, 'okta', 'Okta / Okta Production');
  await modal(page).getByLabel('Reason').fill('New joiner cannot sign in');
  await modal(page).getByText('Okta / Okta Production').first().waitFor();
  return true;
}

async function theConfirmation(page: Page): Promise<boolean> {
  await modal(page).getByRole('button', { name: 'Sync now' }).click();
  await message(page, /Okta Production.*queued/s).waitFor();
  return true;
}

async function theRefusal(page: Page): Promise<boolean> {
  await be(page, 'Cleo');
  await say(page, '/c1-sync');
  await message(page, 'Only visible to you').waitFor();
  return true;
}

async function theHome(page: Page): Promise<boolean> {
  await be(page, 'Ben');
  await page.getByRole('navigation', { name: 'Channels' }).getByRole('button', { name: 'c1-sync' }).click();
  await page.getByRole('tab', { name: 'Home' }).click();
  const home = page.getByRole('region', { name: 'Home' });
  await home.waitFor();
  const nothing = home.getByText('Nothing here yet');
  await nothing.waitFor({ state: 'detached', timeout: 5_000 }).catch(() => {});
  return !(await nothing.isVisible());
}

/** The same picture each time: the hour, and the reference the app made up, are not what it is about. */
const STILL = `
  document.activeElement?.blur();
  for (const time of document.querySelectorAll('time')) time.textContent = '9:41 AM';
  for (const code of document.querySelectorAll('code')) {
    if (/^[0-9a-f]{8}$/.test(code.textContent)) code.textContent = '5f0c1a7e';
  }
  document.fonts.ready.then(() => undefined);
`;

await takeAll();
