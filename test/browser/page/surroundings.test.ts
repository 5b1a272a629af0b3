import { expect, it } from 'vitest';
import { inChromium } from '../in-chromium.ts';
import { openPage } from '../open-page.ts';
import { input, someMessage, someModal, someState } from './some-state.ts';
import { stubServer } from './stub-server.ts';

inChromium('the page and what it is told', (given) => {
  it('text is text, whatever it looks like', async () => {
    const text = '<img src=x onerror=alert(1)> &lt;b&gt; <javascript:alert(1)|click> <https://example.com|fine>';
    const messages = { CGEN: [someMessage({ text })] };
    const { url } = await stubServer(given().page, someState({ messages }));
    const page = await openPage(given().browser, url);
    const message = page.getByRole('article');
    await message.getByRole('link', { name: 'fine' }).waitFor();
    expect(await message.getByRole('link').count()).toBe(1);
    expect(await message.locator('img, b:not(.author)').count()).toBe(0);
  });

  it('a block or an element nobody taught the page is shown, not skipped', async () => {
    const actions = { type: 'actions', elements: [{ type: 'hologram', action_id: 'h' }] };
    const messages = { CGEN: [someMessage({ blocks: [{ type: 'smell_block' }, actions] })] };
    const { url } = await stubServer(given().page, someState({ messages }));
    const page = await openPage(given().browser, url);
    await page.getByText('cannot show the block “smell_block”').waitFor();
    await page.getByText('cannot show the element “hologram”').waitFor();
  });

  it('a line that breaks is taken up again by itself', async () => {
    const server = await stubServer(given().page, someState());
    const page = await openPage(given().browser, server.url);
    await page.getByLabel('Message #general').fill('half a sentence');
    server.cut();
    await page.getByText('The sandbox does not answer').waitFor();
    server.show(someState({ messages: { CGEN: [someMessage({ text: 'said in the meantime' })] } }));
    await page.getByText('said in the meantime').waitFor();
    await page.getByText('The sandbox does not answer').waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Message #general').inputValue()).toBe('half a sentence');
  });

  it('a person of an earlier visit who is no longer there is forgotten', async () => {
    const server = await stubServer(given().page, someState());
    server.refuse('UGONE');
    const page = await openPage(given().browser, server.url);
    await page.getByLabel('Message #general').waitFor();
    await page.goto(`${server.url}?as=UGONE&channel=CGONE`);
    await page.getByLabel('Message #general').waitFor();
    expect(server.asked).toEqual(['', 'UGONE', '']);
  });

  it('person, channel, theme and panel survive a reload', async () => {
    const server = await stubServer(given().page, someState());
    const page = await openPage(given().browser, server.url);
    await page.getByRole('combobox', { name: 'You are' }).selectOption({ label: 'Ben Okafor · allowed' });
    await page.getByRole('button', { name: 'security' }).click();
    await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
    await page.getByRole('button', { name: 'Close the panel' }).click();
    await page.reload();
    await page.getByLabel('Message #security').waitFor();
    expect(server.asked.at(-1)).toBe('UBEN');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    expect(await page.getByRole('region', { name: 'ConductorOne tenant' }).count()).toBe(0);
    await page.goto(server.url);
    await page.getByLabel('Message #security').waitFor();
  });

  it('a command under way is greyed; what Slack says of it stands where it was typed, for this person alone', async () => {
    const server = await stubServer(given().page, someState());
    let answer = () => {};
    server.answer(async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { acked: false, shown: '/c1-sync failed with the error "operation_timeout"' };
    });
    const page = await openPage(given().browser, server.url);
    const composer = page.getByLabel('Message #general');
    await composer.fill('/c1-sync run okta');
    await composer.press('Enter');
    await page.getByRole('article').filter({ hasText: 'Sending' }).waitFor();
    answer();
    const line = page.getByRole('article').filter({ hasText: 'operation_timeout' });
    await line.getByText('Only visible to you').waitFor();
    expect(await page.getByRole('article').count()).toBe(1);
    expect(server.gestures).toMatchObject([{ do: 'command', command: '/c1-sync', text: 'run okta', channel: 'CGEN' }]);
  });

  it('completes commands and people by keyboard, and leaves what is written in full alone', async () => {
    const server = await stubServer(given().page, someState());
    const page = await openPage(given().browser, server.url);
    const composer = page.getByLabel('Message #general');
    await composer.pressSequentially('/c');
    await page.getByRole('option', { name: '/c1-sync' }).waitFor();
    await composer.press('Enter');
    expect(await composer.inputValue()).toBe('/c1-sync ');
    await composer.pressSequentially('allow @be');
    await composer.press('Tab');
    expect(await composer.inputValue()).toBe('/c1-sync allow @ben ');
    await composer.fill('/c1-sync allow @ben');
    await composer.press('Enter');
    await expect.poll(() => server.gestures.at(-1)).toMatchObject({ do: 'command', text: 'allow @ben' });
  });

  it('what was refused is said, and a menu that asks first sends nothing when denied', async () => {
    const confirm = {
      title: { type: 'plain_text', text: 'Sure?' },
      text: { type: 'plain_text', text: 'It is running.' },
      deny: { type: 'plain_text', text: 'Keep it' },
    };
    const text = { type: 'plain_text', text: 'Restart' };
    const button = { type: 'button', action_id: 'b', value: 'v', text, confirm };
    const messages = {
      CGEN: [someMessage({ blocks: [{ type: 'actions', block_id: 'x', elements: [button] }] })],
    };
    const server = await stubServer(given().page, someState({ messages }));
    server.answer(() => ({ error: 'That is not possible now.' }));
    const page = await openPage(given().browser, server.url);
    await page.getByRole('button', { name: 'Restart' }).click();
    await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Keep it' }).click();
    expect(server.gestures).toEqual([]);
    await page.getByRole('button', { name: 'Restart' }).click();
    await page.getByRole('dialog', { name: 'Sure?' }).getByRole('button', { name: 'Yes' }).click();
    await page.getByText('That is not possible now.').waitFor();
    expect(server.gestures).toMatchObject([{ do: 'click', actionId: 'b', blockId: 'x', option: 'v' }]);
  });

  it('one wrong field put right does not throw the reader to the next', async () => {
    const blocks = ['one', 'two'].map((id) => input(id, id, { type: 'plain_text_input' }));
    const errors = { one: 'Wrong.', two: 'Wrong.' };
    const server = await stubServer(given().page, someState({ modal: someModal(blocks, { errors }) }));
    const page = await openPage(given().browser, server.url);
    server.answer(() => {
      server.show(someState({ modal: someModal(blocks, { errors: { one: 'Wrong.' } }) }));
      return { acked: true };
    });
    await page.getByRole('textbox', { name: 'two' }).fill('right');
    await page.getByText('Wrong.').nth(1).waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'two' }).evaluate((field) => field.matches(':focus'))).toBe(true);
  });
});
