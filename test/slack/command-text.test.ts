import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '../../src/domain/errors.ts';
import { parseCommand } from '../../src/slack/command-text.ts';

const HOUR = 3_600_000;

describe('the text behind /c1-sync', () => {
  it.each([
    ['', { verb: 'open', words: '' }],
    ['   ', { verb: 'open', words: '' }],
    ['\u0000\u0007\u202e', { verb: 'open', words: '' }],
    ['okta prod', { verb: 'open', words: 'okta prod' }],
    ['“okta prod”', { verb: 'open', words: 'okta prod' }],
    ['R&amp;D &lt;3', { verb: 'open', words: 'R&D <3' }],
    ['../../', { verb: 'open', words: '../../' }],
    ['help', { verb: 'help' }],
    ['HELP', { verb: 'help' }],
    ['help scout', { verb: 'open', words: 'help scout' }],
    ['who', { verb: 'who' }],
    ['whoop', { verb: 'open', words: 'whoop' }],
    ['run okta', { verb: 'run', words: 'okta' }],
    ['Run  okta  prod ', { verb: 'run', words: 'okta prod' }],
    ['runway', { verb: 'open', words: 'runway' }],
    ['revoke <@U123|ana>', { verb: 'revoke', userId: 'U123' }],
    ['allow <@U123|ana>', { verb: 'allow', userId: 'U123', on: null, forMs: null, manager: false }],
    ['allow <@W123>', { verb: 'allow', userId: 'W123', on: null, forMs: null, manager: false }],
    ['allow <@U1|a> for 8h', { verb: 'allow', userId: 'U1', on: null, forMs: 8 * HOUR, manager: false }],
    ['allow <@U1|a> on Okta for 3d', { verb: 'allow', userId: 'U1', on: 'Okta', forMs: 72 * HOUR, manager: false }],
    [
      'allow <@U1|a> on Okta / Okta Prod',
      { verb: 'allow', userId: 'U1', on: 'Okta / Okta Prod', forMs: null, manager: false },
    ],
    ['allow <@U1|a> for 8h on Okta', { verb: 'allow', userId: 'U1', on: 'Okta', forMs: 8 * HOUR, manager: false }],
    [
      'allow <@U1|a> on Search for 8h for 3d',
      { verb: 'allow', userId: 'U1', on: 'Search for 8h', forMs: 72 * HOUR, manager: false },
    ],
    ['allow <@U1|a> as manager', { verb: 'allow', userId: 'U1', on: null, forMs: null, manager: true }],
    ['allow <@U1|a> as manager for 2w', { verb: 'allow', userId: 'U1', on: null, forMs: 336 * HOUR, manager: true }],
    ['allow <@U1|a> for 30m as manager', { verb: 'allow', userId: 'U1', on: null, forMs: HOUR / 2, manager: true }],
  ])('%j is understood', (text, command) => expect(parseCommand(text)).toEqual(command));

  it.each([
    ['run', /which connector/],
    ['allow', /Name one person/],
    ['allow @ana', /pick the person/],
    ['allow <!subteam^S1|@help-desk>', /one by one/],
    ['allow <@U1> forever', /do not understand/],
    ['allow <@U1> for 8', /no length of time/],
    ['allow <@U1> for 0h', /no length of time/],
    ['allow <@U1> for 99999d', /no length of time/],
    ['allow <@U1> on Okta as manager', /leave out/],
    ['revoke', /Name one person/],
    ['revoke <@U1> <@U2>', /one person and nothing else/],
    ['x'.repeat(10_000), /too long/],
    [`run ${'../'.repeat(3_000)}`, /too long/],
  ])('%j gets an answer that says what to do', (text, cure) => {
    expect(() => parseCommand(text)).toThrow(BadInput);
    try {
      parseCommand(text);
    } catch (error) {
      expect((error as BadInput).cure).toMatch(cure);
      expect((error as BadInput).cure.length).toBeLessThan(400);
    }
  });

  it('never throws anything but BadInput', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2000 }),
      fc
        .array(
          fc.constantFrom(
            'allow',
            'revoke',
            'run',
            '<@U1|x>',
            'for',
            '8h',
            'as',
            'manager',
            'on',
            'Okta',
            '<!channel>',
          ),
        )
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(text, (raw) => {
        try {
          parseCommand(raw);
        } catch (error) {
          expect(error).toBeInstanceOf(BadInput);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
