import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { inChromium } from '../in-chromium.ts';
import { openPage } from '../open-page.ts';
import { someMessage, someState } from './some-state.ts';
import { stubServer } from './stub-server.ts';

inChromium('a file in a message', (given) => {
  it('has its name and size, and can be saved', async () => {
    const content = 'a,"é & <b>"\r\n';
    const file = { id: 'F1', name: 'a.csv', title: 'History <b>', size: 2048, content };
    const messages = { CGEN: [someMessage({ text: 'Here it is.', files: [file] })] };
    const { url } = await stubServer(given().page, someState({ messages }));
    const page = await openPage(given().browser, url);
    const link = page.getByRole('article').getByRole('link', { name: 'History <b> a.csv, 2 kB' });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('a.csv');
    expect(await readFile(await download.path(), 'utf8')).toBe(content);
  });
});
