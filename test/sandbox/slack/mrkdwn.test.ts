import { expect, test } from 'vitest';
import { pingsIn } from '../../../sandbox/slack/mrkdwn.ts';
import { pingsInBlocks } from '../../../sandbox/slack/pings.ts';

test.each([
  ['<!channel>', 'channel'],
  ['<!everyone|all>', 'everyone'],
  ['<@U123ABC>', 'user'],
  ['<@W123ABC|ana>', 'user'],
  ['<!subteam^S123|@it>', 'usergroup'],
])('%s is live', (text, kind) => {
  expect(pingsIn(`a ${text} b`)).toMatchObject([{ kind }]);
});

test.each(['&lt;!channel&gt;', '@channel', '<#C123|general>', '<https://a.b|c>', '<!date^1^{date}|x>'])(
  '%s is not',
  (text) => {
    expect(pingsIn(text)).toEqual([]);
  },
);

test('link_names makes bare names live', () => {
  expect(pingsIn('@here and me@channel', true)).toMatchObject([{ kind: 'here' }]);
});

test('rich text and markdown blocks can ping', () => {
  const broadcast = { type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'channel' }] };
  expect(pingsInBlocks([{ type: 'rich_text', elements: [broadcast] }])).toMatchObject([{ kind: 'channel' }]);
  expect(pingsInBlocks([{ type: 'markdown', text: '<!here>' }])).toMatchObject([{ kind: 'here' }]);
});
