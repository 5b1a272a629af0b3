import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadInput } from '../../src/domain/errors.ts';
import { parseCommand } from '../../src/slack/command-text.ts';
import { anyText } from '../any-text.ts';

const HOUR = 3_600_000;
const ANA = { kind: 'user', userId: 'U123' };
const HELP_DESK = { kind: 'group', groupId: 'S12' };

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
    ['status', { verb: 'status', words: '' }],
    ['Status okta prod', { verb: 'status', words: 'okta prod' }],
    ['history', { verb: 'history', words: '' }],
    ['history "Okta / Okta Prod"', { verb: 'history', words: 'Okta / Okta Prod' }],
    ['statuspage', { verb: 'open', words: 'statuspage' }],
    ['pause okta prod', { verb: 'pause', words: 'okta prod' }],
    ['RESUME okta', { verb: 'resume', words: 'okta' }],
    ['audit', { verb: 'audit', userId: null, words: '', forMs: null }],
    ['Audit okta  prod', { verb: 'audit', userId: null, words: 'okta prod', forMs: null }],
    ['audit 7d', { verb: 'audit', userId: null, words: '', forMs: 168 * HOUR }],
    ['audit <@U123|ana maria> okta 24h', { verb: 'audit', userId: 'U123', words: 'okta', forMs: 24 * HOUR }],
    ['audit okta 24h <@W123>', { verb: 'audit', userId: 'W123', words: 'okta', forMs: 24 * HOUR }],
    ['audit okta <@U123> prod', { verb: 'audit', userId: 'U123', words: 'okta prod', forMs: null }],
    ['audit “okta 3d”', { verb: 'audit', userId: null, words: 'okta 3d', forMs: null }],
    ['audit R&amp;D 7 d', { verb: 'audit', userId: null, words: 'R&D 7 d', forMs: null }],
    ['auditboard', { verb: 'open', words: 'auditboard' }],
    ['revoke <@U123|ana>', { verb: 'revoke', subject: ANA }],
    ['revoke <!subteam^S12|@help-desk>', { verb: 'revoke', subject: HELP_DESK }],
  ])('%j is understood', (text, command) => expect(parseCommand(text)).toEqual(command));

  it.each(['status', 'history', 'pause', 'resume', 'run', 'help', 'who', 'allow', 'revoke', 'audit'])(
    'in quotes, "%s" is a name to search for',
    (name) => {
      expect(parseCommand(`"${name}"`)).toEqual({ verb: 'open', words: name });
      expect(parseCommand(`“${name} page”`)).toEqual({ verb: 'open', words: `${name} page` });
      expect(parseCommand(`"${name}" eu`)).toEqual({ verb: 'open', words: `"${name}" eu` });
    },
  );

  const all = { on: null, forMs: null, manager: false, verbs: ['sync'], reason: null };
  it.each([
    ['', {}],
    ['for 8h', { forMs: 8 * HOUR }],
    ['on Okta for 3d', { on: 'Okta', forMs: 72 * HOUR }],
    ['on Okta / Okta Prod', { on: 'Okta / Okta Prod' }],
    ['for 8h on Okta', { on: 'Okta', forMs: 8 * HOUR }],
    ['on Search for 8h for 3d', { on: 'Search for 8h', forMs: 72 * HOUR }],
    ['as manager', { manager: true }],
    ['as manager for 2w', { manager: true, forMs: 336 * HOUR }],
    ['for 30m as manager', { manager: true, forMs: HOUR / 2 }],
    ['to view', { verbs: ['view'] }],
    ['to pause', { verbs: ['pause'] }],
    ['to sync and pause', { verbs: ['sync', 'pause'] }],
    ['to Pause, View and Sync', { verbs: ['sync', 'pause'] }],
    ['to pause,sync', { verbs: ['sync', 'pause'] }],
    ['to sync, and pause on Okta for 8h', { on: 'Okta', forMs: 8 * HOUR, verbs: ['sync', 'pause'] }],
    ['on Okta for 8h to view', { on: 'Okta', forMs: 8 * HOUR, verbs: ['view'] }],
    ['on Okta to pause for 8h', { on: 'Okta', forMs: 8 * HOUR, verbs: ['pause'] }],
    ['for 8h to pause on Okta', { on: 'Okta', forMs: 8 * HOUR, verbs: ['pause'] }],
    ['on Path to Production', { on: 'Path to Production' }],
    ['on Path to Sync Engine to pause', { on: 'Path to Sync Engine', verbs: ['pause'] }],
    ['on "Path to sync"', { on: 'Path to sync' }],
    ['on Okta to sync to pause', { on: 'Okta to sync', verbs: ['pause'] }],
    ['because she is on call', { reason: 'she is on call' }],
    ['on Okta because R&amp;D moves to sync for 8h', { on: 'Okta', reason: 'R&D moves to sync for 8h' }],
    ['for 8h to pause Because  of it, because', { forMs: 8 * HOUR, verbs: ['pause'], reason: 'of it, because' }],
    ['as manager because Ben is away', { manager: true, reason: 'Ben is away' }],
    ['on "Just because it is" because of that', { on: 'Just because it is', reason: 'of that' }],
    ['on Because', { on: 'Because' }],
  ])('allow @ana %s is understood', (clauses, said) => {
    expect(parseCommand(`allow <@U123|ana> ${clauses}`)).toEqual({ verb: 'allow', subject: ANA, ...all, ...said });
  });

  it.each([
    ['<@W123>', { kind: 'user', userId: 'W123' }],
    ['<!subteam^S12|@help-desk>', HELP_DESK],
    ['<!subteam^S12>', HELP_DESK],
  ])('allow %s names whom it is for', (mentioned, subject) => {
    expect(parseCommand(`allow ${mentioned}`)).toEqual({ verb: 'allow', subject, ...all });
  });

  it.each([
    ['pause', /which connector: \/c1-sync pause followed/],
    ['resume ', /which connector: \/c1-sync resume followed/],
    ['allow <@U1> to', /do not understand/],
    ['allow <@U1> to restart', /do not understand "to restart"/],
    ['allow <@U1> to sync okta', /do not understand "okta"/],
    ['allow <@U1> to sync as manager', /leave out/],
    ['allow <@U1> because', /do not understand/],
    [`allow <@U1> because ${'x'.repeat(301)}`, /301 characters.*may have 300/],
    ['allow <!channel>', /pick the person/],
    ['allow <!subteam^>', /pick the person/],
    ['revoke @help-desk', /pick the person/],
    ['revoke <!subteam^S1> <@U1>', /one person or user group and nothing else/],
    ['run', /which connector/],
    ['allow', /Name one person/],
    ['allow @ana', /pick the person/],
    ['allow <@U1> forever', /do not understand/],
    ['allow <@U1> for 8', /no length of time/],
    ['allow <@U1> for 0h', /no length of time/],
    ['allow <@U1> for 99999d', /no length of time/],
    ['allow <@U1> on Okta as manager', /leave out/],
    ['revoke', /Name one person/],
    ['revoke <@U1> <@U2>', /one person or user group and nothing else/],
    ['audit @ana', /pick the person/],
    ['audit okta @ana 7d', /pick the person/],
    ['audit <!subteam^S1|@help-desk>', /Name one person: /],
    ['audit <!channel>', /pick the person/],
    ['audit <@U1> okta <@U2>', /one person at a time/],
    ['audit okta 0d', /no length of time/],
    [`audit ${'x'.repeat(400)}`, /too long/],
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
      anyText(2000),
      fc
        .array(
          fc.constantFrom(
            'allow',
            'revoke',
            'audit',
            'run',
            '<@U1|x>',
            '<!subteam^S1>',
            'to',
            'sync,',
            'and',
            'pause',
            'because',
            '"',
            'status',
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
