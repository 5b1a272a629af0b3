import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/slack/shortcuts/message-text.ts';

const words = (message: Record<string, unknown>) => textOf(message).replace(/\s+/g, ' ').trim();

describe('what a message says', () => {
  it('without markup: links by their text, no mentions, entities as the signs they stand for', () => {
    const text = '<@U1|Okta> <!here> <#C1|okta> see <https://x.test|Okta &amp; Co> and &lt;this&gt;';
    expect(words({ text })).toBe('see Okta & Co and <this>');
  });

  it('in blocks and attachments, where apps have it', () => {
    const blocks = [
      { type: 'section', block_id: 'github', text: { type: 'mrkdwn', text: '*Okta*' }, fields: [{ text: 'Preview' }] },
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'is stale' }] }] },
    ];
    const attachments = [
      { title: 'Workday', pretext: 'from', fields: [{ title: 'App', value: 'Jira' }], color: 'red' },
    ];
    expect(words({ text: '', blocks, attachments })).toBe('*Okta* Preview is stale Workday from App Jira');
  });

  it.each<[string, Record<string, unknown>]>([
    ['nothing', {}],
    ['nulls', { text: null, blocks: null, attachments: [null] }],
    ['numbers', { text: 7, blocks: 7 }],
  ])('nothing, by %s', (_, message) => expect(words(message)).toBe(''));

  it('ends somewhere, however long and deep the message is', () => {
    let deep: object = { text: 'too deep' };
    for (let n = 0; n < 10_000; n++) deep = { elements: [deep] };
    const wide = Array.from({ length: 10_000 }, () => ({ text: 'x'.repeat(100) }));
    expect(words({ blocks: [deep] })).toBe('');
    expect(textOf({ text: '<'.repeat(100_000), blocks: wide }).length).toBeLessThan(10_000);
  });
});
