import type { Locator, Page } from 'playwright-core';

/** The page in the words of whoever uses it. */

export async function be(page: Page, name: 'Ana' | 'Ben' | 'Cleo' | 'Gil' | 'Sam'): Promise<void> {
  const people = page.getByRole('combobox', { name: 'You are' });
  // The switcher says more than the name: who may what.
  const label = await people.locator('option', { hasText: name }).textContent();
  await people.selectOption({ label: label ?? '' });
  // Until the first state of theirs has come, what is done is still done as the one before.
  await page.waitForFunction(
    (wanted) => (globalThis as { document?: { title: string } }).document?.title.includes(wanted),
    name,
  );
}

/** By keyboard, as everybody does. */
export async function say(page: Page, text: string, channel = 'general'): Promise<void> {
  const composer = page.getByLabel(`Message #${channel}`);
  await composer.fill(text);
  await composer.press('Enter');
}

export function modal(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Sync a C1 connector' });
}

export function message(page: Page, text: string | RegExp): Locator {
  return page.getByRole('article').filter({ hasText: text });
}

/** Types into the menu of the open modal and takes the option. */
export async function choose(page: Page, typed: string, option: string): Promise<void> {
  await modal(page).getByRole('combobox', { name: 'Connector' }).pressSequentially(typed);
  await page.getByRole('option', { name: option }).click();
}

/** The panel of the tenant; a narrow window opens with it closed. */
export async function tenant(page: Page): Promise<Locator> {
  const toggle = page.getByRole('button', { name: 'ConductorOne panel' });
  if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  return page.getByRole('region', { name: 'ConductorOne tenant' });
}
