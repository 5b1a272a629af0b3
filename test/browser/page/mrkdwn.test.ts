import { describe, expect, it } from 'vitest';
import { parseMrkdwn } from '../../../sandbox/page/mrkdwn/parse.ts';
import { slackDate } from '../../../sandbox/page/mrkdwn/slack-date.ts';

/** One line, as what stands in it. */
function inside(text: string, verbatim = true) {
  const [first] = parseMrkdwn(text, verbatim);
  return first && 'inside' in first ? first.inside : [];
}

const text = (words: string) => ({ kind: 'text', text: words });

describe("Slack's markup", () => {
  it.each([
    ['*bold*', [{ kind: 'bold', inside: [text('bold')] }]],
    ['a *b c*: d', [text('a '), { kind: 'bold', inside: [text('b c')] }, text(': d')]],
    ['_in *both*_', [{ kind: 'italic', inside: [text('in '), { kind: 'bold', inside: [text('both')] }] }]],
    ['~gone~', [{ kind: 'strike', inside: [text('gone')] }]],
    ['2*3*4 snake_case_name', [text('2*3*4 snake_case_name')]],
    ['* no *', [text('* no *')]],
    ['`<@U1> *not bold*`', [{ kind: 'code', text: '<@U1> *not bold*' }]],
    ['&lt;!channel&gt; &amp;amp;', [text('<!channel> &amp;')]],
    ['<@U1>', [{ kind: 'user', id: 'U1', label: '' }]],
    ['<#C1|general>', [{ kind: 'channel', id: 'C1', label: 'general' }]],
    ['<!subteam^S1|@it>', [{ kind: 'usergroup', id: 'S1', label: '@it' }]],
    ['<!here>', [{ kind: 'broadcast', range: 'here' }]],
    ['<https://a.test/?b=1&amp;c=2|d &amp; e>', [{ kind: 'link', url: 'https://a.test/?b=1&c=2', text: 'd & e' }]],
    [
      '_<https://a.test/b_c_d|e>_',
      [{ kind: 'italic', inside: [{ kind: 'link', url: 'https://a.test/b_c_d', text: 'e' }] }],
    ],
    [':warning: at 10:30:00', [{ kind: 'emoji', name: 'warning' }, text(' at 10:30:00')]],
    [
      '*Okta / Okta*: *queued*',
      [{ kind: 'bold', inside: [text('Okta / Okta')] }, text(': '), { kind: 'bold', inside: [text('queued')] }],
    ],
  ])('%s', (written, meant) => {
    expect(inside(written)).toEqual(meant);
  });

  it('makes links of bare addresses, unless the text is verbatim', () => {
    const link = { kind: 'link', url: 'https://a.test/b', text: 'https://a.test/b' };
    expect(inside('see https://a.test/b.', false)).toEqual([text('see '), link, text('.')]);
    expect(inside('see https://a.test/b.', true)).toEqual([text('see https://a.test/b.')]);
  });

  it('knows quotes and preformatted text', () => {
    expect(parseMrkdwn('&gt; one\n> two\nthree\n```\n*four* &lt;\n```')).toEqual([
      { kind: 'quote', inside: [text('one\ntwo')] },
      { kind: 'lines', inside: [text('three')] },
      { kind: 'pre', text: '*four* <' },
    ]);
  });

  it('dates are those of the reader, and the fallback where there is none', () => {
    const noon = new Date(2026, 10, 24, 12, 5).getTime();
    expect(slackDate(noon / 1000, '{date_num} {unknown}', noon)).toBe('2026-11-24 {unknown}');
    expect(slackDate(noon / 1000 - 86_400, '{date_short_pretty}', noon)).toBe('yesterday');
    expect(slackDate(noon / 1000, 'at {time}', noon)).toMatch(/^at \d\d?:05/);
    expect(inside('<!date^nonsense^{date}|some day>')).toMatchObject([{ kind: 'date', text: 'some day' }]);
  });
});
