import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BadInput } from '../../src/domain/errors.ts';
import { parseCommand } from '../../src/slack/command-text.ts';
import { anyText } from '../any-text.ts';
import { setUp } from '../slack/listeners/stage.ts';
import { fuzz } from './cases.ts';

/** What commands are made of, and what people paste. */
const WORDS = [
  ...['run', 'status', 'history', 'pause', 'resume', 'allow', 'revoke', 'who', 'audit', 'help', 'RUN', 'Allow'],
  ...['on', 'for', 'as manager', 'to sync and pause', 'because', '8h', '3d', '0m', '999999999999w', '-1d', '1e9h'],
  ...['<@UCLEO|cleo>', '<@UBEN>', '<@U', '<!subteam^S1|@help-desk>', '<!subteam^S9>', '<!channel>', '<#C1|general>'],
  ...['okta', 'okta prod', '"okta / prod"', 'okta/prod', '“', '”', '"', "'", '&amp;', '&lt;', '*', '_', '`', '\\', '/'],
  ...['\u0000', '\u202e', '\u200b', '\ud800', '\n', '\t', '\u00a0', 'é', '😀', 'İ', 'ß', '../..', '%00', '{}', '=1+1'],
  'x'.repeat(3_000),
] as const;

const text = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' ')),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join('')),
  anyText(300),
  fc.tuple(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 60 })).map((parts) => parts.join(' ')),
);

const { numRuns, ...rest } = fuzz('command texts');

it('any text is a command or bad input', () => {
  fc.assert(
    fc.property(text, (typed) => {
      try {
        expect(parseCommand(typed)).toHaveProperty('verb');
      } catch (error) {
        expect(error).toBeInstanceOf(BadInput);
      }
    }),
    { numRuns: Math.ceil(numRuns / 2), ...rest },
  );
});

it('any text behind /c1-sync gets an answer or a window, and asks C1 for one thing at most', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.boolean(), async (typed, isManager) => {
      const { run } = await setUp(isManager ? { role: 'manager', verbs: [] } : {});
      const command = { command: '/c1-sync', text: typed, trigger_id: 'trigger' };
      const body = { ...command, user_id: 'UBEN', team_id: 'T1', channel_id: 'C1' };
      const happened = await run('command /c1-sync', { command, body });
      expect(happened.filter((line) => /^c1 (forceSync|pause|resume)/.test(line)).length).toBeLessThanOrEqual(1);
      expect(happened.filter((line) => /^(told|slack|c1 forceSync) /.test(line))).not.toEqual([]);
      expect(happened.join('\n')).not.toContain('went wrong');
    }),
    { numRuns: Math.ceil(numRuns / 2), ...rest },
  );
});
