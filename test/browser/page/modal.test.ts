import { expect, it } from 'vitest';
import type { JsonObject } from '../../../sandbox/slack/json.ts';
import { inChromium } from '../in-chromium.ts';
import { openPage } from '../open-page.ts';
import { input, plain, someModal, someState } from './some-state.ts';
import { type StubServer, stubServer } from './stub-server.ts';

const REASON = input('reason', 'Reason', { type: 'plain_text_input' });
const CONNECTOR = input('connector', 'Connector', { type: 'multi_external_select', min_query_length: 0 });
const OPTIONS: JsonObject[] = ['Okta', 'AWS', 'GitHub'].map((name) => ({ text: plain(name), value: name }));

const what = ({ gestures }: StubServer) => gestures.map((gesture) => gesture.do);

inChromium('a modal on the page', (given) => {
  async function opened(blocks: JsonObject[], changes: Parameters<typeof someModal>[1] = {}) {
    const server = await stubServer(given().page, someState({ modal: someModal(blocks, changes) }));
    const page = await openPage(given().browser, server.url);
    const dialog = page.getByRole('dialog', { name: 'A modal' });
    await dialog.waitFor();
    return { server, page, dialog };
  }

  it('what is being typed outlives every update of the view', async () => {
    const { server, page, dialog } = await opened([REASON]);
    const reason = dialog.getByLabel('Reason');
    await reason.pressSequentially('o');
    let hash = 1;
    const pushing = setInterval(() => {
      const late: JsonObject = { reason: { a: { type: 'plain_text_input', value: 'ol' } } };
      server.show(someState({ modal: someModal([REASON], { hash: String(++hash), values: late }) }));
    }, 20);
    await reason.pressSequentially('ld and new, letter by letter', { delay: 25 });
    clearInterval(pushing);
    expect(await reason.inputValue()).toBe('old and new, letter by letter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe(await reason.getAttribute('id'));
  });

  it('what was typed last is sent before the submission, and a second Enter submits nothing', async () => {
    const { server, dialog } = await opened([REASON]);
    let answer = () => {};
    server.answer(async (gesture) => {
      if (gesture.do === 'submit') {
        await new Promise<void>((done) => {
          answer = done;
        });
      }
      return { acked: true };
    });
    const reason = dialog.getByLabel('Reason');
    await reason.fill('now');
    await reason.press('Enter');
    await expect.poll(() => what(server)).toEqual(['fill', 'submit']);
    await reason.press('Control+Enter');
    answer();
    await expect.poll(() => what(server)).toEqual(['fill', 'submit']);
    expect(server.gestures[0]).toMatchObject({ do: 'fill', blockId: 'reason', value: 'now' });
  });

  it('the focus stays inside', async () => {
    const { page } = await opened([CONNECTOR, REASON]);
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let n = 0; n < 12; n += 1) {
        await page.keyboard.press(key);
        expect(await page.evaluate<boolean>("document.activeElement.closest('dialog') !== null")).toBe(true);
      }
    }
  });

  it('errors are said under the field, and to whoever cannot see them', async () => {
    const { server, dialog } = await opened([CONNECTOR, REASON]);
    server.answer((gesture) => {
      const errors = { reason: 'Say why.' };
      if (gesture.do === 'submit') server.show(someState({ modal: someModal([CONNECTOR, REASON], { errors }) }));
      return { acked: true };
    });
    await dialog.getByRole('button', { name: 'Save' }).click();
    const reason = dialog.getByRole('textbox', { name: 'Reason', description: 'Say why.' });
    await reason.waitFor();
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => reason.evaluate((field) => field.matches(':focus'))).toBe(true);
  });

  it('what Slack says of a failed submission stands in the modal, which stays', async () => {
    const { server, dialog } = await opened([REASON]);
    server.answer(() => ({ acked: false, shown: 'We had some trouble connecting. Try again?' }));
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').getByText('We had some trouble connecting').waitFor();
  });

  it('one question when the typing rests, and an older answer never covers a newer one', async () => {
    const { server, page, dialog } = await opened([CONNECTOR]);
    server.answer(async (gesture) => {
      if (gesture.do !== 'typeahead') return { acked: true };
      await new Promise((done) => setTimeout(done, gesture.value === 'o' ? 600 : 0));
      return { acked: true, options: [{ text: plain(`for ${gesture.value}`), value: gesture.value }] };
    });
    const menu = dialog.getByRole('combobox', { name: 'Connector' });
    await menu.pressSequentially('o');
    await expect.poll(() => what(server)).toEqual(['typeahead']);
    // Three letters in no time, however slow the machine.
    await page.evaluate(`for (const text of ['ok', 'okt', 'okta']) {
      document.activeElement.value = text;
      document.activeElement.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }`);
    await page.getByRole('option', { name: 'for okta' }).waitFor();
    await new Promise((done) => setTimeout(done, 700));
    expect(await page.getByRole('listbox').getByRole('option').allTextContents()).toEqual(['for okta ']);
    expect(what(server)).toEqual(['typeahead', 'typeahead']);
  });

  it('Enter before the answer is there takes what this search finds, not what the one before did', async () => {
    const { server, page, dialog } = await opened([CONNECTOR]);
    server.answer(async (gesture) => {
      if (gesture.do !== 'typeahead') return { acked: true };
      await new Promise((done) => setTimeout(done, 100));
      return { acked: true, options: OPTIONS.filter(({ value }) => String(value).startsWith(gesture.value)) };
    });
    const menu = dialog.getByRole('combobox', { name: 'Connector' });
    await menu.click();
    await page.getByRole('option', { name: 'Okta' }).waitFor();
    await menu.pressSequentially('AW');
    await menu.press('Enter');
    await expect.poll(() => server.gestures.at(-1)).toMatchObject({ do: 'choose', options: ['AWS'] });
    expect(what(server)).not.toContain('submit');
  });

  it('chosen and taken away by keyboard; Escape closes the list first, the modal second', async () => {
    const { server, page, dialog } = await opened([CONNECTOR]);
    server.answer((gesture) => {
      if (gesture.do === 'typeahead') return { acked: true, options: OPTIONS };
      if (gesture.do === 'choose') {
        const chosen = OPTIONS.filter(({ value }) => gesture.options.includes(String(value)));
        const values: JsonObject = { connector: { a: { type: 'multi_external_select', selected_options: chosen } } };
        server.show(someState({ modal: someModal([CONNECTOR], { values }) }));
      }
      return { acked: true };
    });
    const menu = dialog.getByRole('combobox', { name: 'Connector' });
    const chips = dialog.getByRole('list', { name: 'Chosen' }).getByRole('listitem');
    for (const presses of [1, 2]) {
      await menu.press('ArrowDown');
      await page.getByRole('option', { name: 'GitHub' }).waitFor();
      for (let n = 1; n < presses; n += 1) await menu.press('ArrowDown');
      await menu.press('Enter');
    }
    await expect.poll(() => chips.allTextContents()).toEqual(['Okta', 'AWS']);
    await menu.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Delete');
    await expect.poll(() => chips.allTextContents()).toEqual(['AWS']);
    await menu.press('Backspace');
    await expect.poll(() => chips.count()).toBe(0);
    await menu.press('ArrowDown');
    await page.getByRole('option', { name: 'Okta' }).waitFor();
    await menu.press('Escape');
    await page.getByRole('option', { name: 'Okta' }).waitFor({ state: 'detached' });
    expect(what(server)).not.toContain('close');
    await menu.press('Escape');
    await expect.poll(() => what(server)).toContain('close');
  });
});
