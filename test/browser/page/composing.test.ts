import { expect, it } from 'vitest';
import { completionsAt, toMessageText } from '../../../sandbox/page/completion.ts';
import { someState } from './some-state.ts';

const state = someState();
const found = (text: string) => completionsAt(text, text.length, state)?.entries.map(({ insert }) => insert);

it.each([
  ['/', ['/c1-sync']],
  ['/C1', ['/c1-sync']],
  ['/c1-sync ', undefined],
  ['/nothing', undefined],
  ['hello /c1', undefined],
  ['@', ['@ana', '@ben']],
  ['/c1-sync allow @be', ['@ben']],
  ['hi @ok', undefined],
  ['hi @Ben', ['@ben']],
  ['mail@ben', undefined],
  ['see #se', ['#security']],
])('%s can be completed to %s', (text, entries) => {
  expect(found(text)).toEqual(entries);
});

it('replaces only what was typed of it, wherever the caret is', () => {
  expect(completionsAt('ask @be about it', 'ask @be'.length, state)).toMatchObject({ from: 4, to: 7, typed: '@be' });
});

it("stores what is typed as Slack's own client does", () => {
  expect(toMessageText('@ana, @nobody: is 1 < 2 in #general? a@ben.test #none &', state)).toBe(
    '<@UANA>, @nobody: is 1 &lt; 2 in <#CGEN|general>? a@ben.test #none &amp;',
  );
});
