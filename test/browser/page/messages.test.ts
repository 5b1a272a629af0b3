import { expect, it } from 'vitest';
import { inChromium } from '../in-chromium.ts';
import { openPage } from '../open-page.ts';
import { plain, someMessage, someState } from './some-state.ts';
import { stubServer } from './stub-server.ts';

inChromium('messages on the page', (given) => {
  it('an update stands in place; only one of plain text is marked as edited, as in Slack', async () => {
    const was = { at: 1_790_000_000_000, text: 'queued', blocks: [] };
    const first = someMessage({ blocks: [{ type: 'section', text: plain('queued') }] });
    const server = await stubServer(given().page, someState({ messages: { CGEN: [first] } }));
    const page = await openPage(given().browser, server.url);
    await page.getByText('queued').waitFor();
    const inBlocks = { ...first, blocks: [{ type: 'section', text: plain('running') }], edits: [was] };
    const inText = someMessage({ text: 'put right', edits: [was] });
    server.show(someState({ messages: { CGEN: [inBlocks, inText] } }));
    await page.getByText('put right').waitFor();
    const [ofBlocks, ofText] = await page.getByRole('article').all();
    expect(await ofBlocks?.textContent()).toMatch(/running$/);
    expect(await ofText?.textContent()).toMatch(/put right\s*\(edited\)/);
  });

  it('replies stand in their thread; a button that is a link opens it elsewhere', async () => {
    const button = {
      type: 'button',
      action_id: 'open',
      value: 'v',
      text: plain('Open in C1'),
      url: 'https://c1.test/',
    };
    const root = someMessage({ text: 'root', blocks: [{ type: 'actions', block_id: 'x', elements: [button] }] });
    const reply = someMessage({ text: 'it has ended', threadTs: root.ts });
    const server = await stubServer(given().page, someState({ messages: { CGEN: [root, reply] } }));
    const page = await openPage(given().browser, server.url);
    await page.getByRole('button', { name: /1 reply/ }).click();
    await page.getByTestId('thread').getByText('it has ended').waitFor();
    const link = page.getByRole('link', { name: 'Open in C1' }).first();
    expect(await link.getAttribute('href')).toBe('https://c1.test/');
    expect(await link.getAttribute('target')).toBe('_blank');
  });
});
