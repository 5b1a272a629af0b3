import { expect, it } from 'vitest';
import type { LocalLine } from '../../../sandbox/page/local-lines.ts';
import { entriesOf, startsGroup } from '../../../sandbox/page/timeline.ts';
import { someMessage, someState } from './some-state.ts';

const root = someMessage({ text: 'root' });
const reply = someMessage({ text: 'reply', threadTs: root.ts });
const also = someMessage({ text: 'also in the channel', threadTs: root.ts, broadcast: true });
const later = someMessage({ text: 'later', user: 'UANA' });
const state = someState({ messages: { CGEN: [root, reply, also, later] } });
const line = (changes: Partial<LocalLine>): LocalLine => ({
  id: 1,
  as: 'UANA',
  channel: 'CGEN',
  threadTs: '',
  kind: 'pending',
  text: 'later',
  at: Number(later.ts) * 1000,
  ...changes,
});
const texts = (lines: readonly LocalLine[], thread = '') =>
  entriesOf(state, lines, 'CGEN', thread).map((entry) =>
    entry.kind === 'message' ? entry.message.text : entry.line.text,
  );

it('folds replies into the first message, unless they were sent to the channel too', () => {
  expect(texts([])).toEqual(['root', 'also in the channel', 'later']);
  const [first] = entriesOf(state, [], 'CGEN', '');
  expect(first?.kind === 'message' && first.replies).toEqual([reply, also]);
  expect(texts([], root.ts)).toEqual(['root', 'reply', 'also in the channel']);
});

it('what was on its way goes when it is there; what Slack said stays, for one person in one place', () => {
  expect(texts([line({})])).toEqual(['root', 'also in the channel', 'later']);
  expect(texts([line({ text: 'other' })])).toContain('other');
  expect(texts([line({ kind: 'slackbot', text: 'failed' })])).toContain('failed');
  expect(texts([line({ as: 'UBEN', text: 'other' })])).not.toContain('other');
  expect(texts([line({ threadTs: root.ts, text: 'other' })])).not.toContain('other');
});

it('one name over several messages, but not over hours, people or what only one can see', () => {
  const at = Math.floor(Number(root.ts));
  const next = (changes: Parameters<typeof someMessage>[0]) => {
    const messages = { CGEN: [root, someMessage({ ts: `${at + 10}.000100`, ...changes })] };
    const [before, entry] = entriesOf(someState({ messages }), [], 'CGEN', '');
    return entry && startsGroup(entry, before);
  };
  expect(next({})).toBe(false);
  expect(next({ user: 'UBEN' })).toBe(true);
  expect(next({ ephemeralTo: 'UANA' })).toBe(true);
  expect(next({ ts: `${at + 3600}.000100` })).toBe(true);
});
