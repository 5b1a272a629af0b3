import { describe, expect, it } from 'vitest';
import type { Grant } from '../../src/domain/access.ts';
import { grantedMessage, revokedMessage, rights, whoMessage } from '../../src/slack/messages/access-message.ts';
import type { Granted } from '../../src/use-cases/manage-access.ts';

const OKTA = { kind: 'app', appId: 'okta', name: 'Okta <!here>' } as const;
const BEN = { kind: 'user', userId: 'U0BEN', teamId: 'T1' } as const;

function grant(changes: Partial<Grant> = {}): Grant {
  return {
    id: 'g',
    subject: BEN,
    role: 'requester',
    verbs: ['sync'],
    scope: { kind: 'everything' },
    grantedBy: 'U0ANA',
    grantedAt: 0,
    expiresAt: null,
    reason: null,
    ...changes,
  };
}

describe('what a grant lets somebody do', () => {
  it.each<[Partial<Grant>, string]>([
    [{}, 'may sync everything'],
    [{ verbs: ['view'] }, 'may see everything'],
    [{ verbs: ['pause'], scope: OKTA }, 'may pause and resume Okta &lt;!here&gt;'],
    [{ verbs: ['sync', 'pause'], scope: OKTA }, 'may sync, pause and resume Okta &lt;!here&gt;'],
    [{ role: 'manager', verbs: [] }, 'manages access and may do everything'],
  ])('%j: %s', (changes, said) => expect(rights(grant(changes))).toBe(said));

  it('is said to that person as well', () => {
    expect(rights(grant({ role: 'manager' }), 'you')).toBe('manage access and may do everything');
  });
});

const granted = (changes: Partial<Granted>) =>
  grantedMessage({ grant: grant(), replaced: [], people: null, ...changes }).text;

describe('the answer to allow', () => {
  it('says who may do what, until when, and why', () => {
    expect(granted({ grant: grant({ reason: 'on call & <!channel>' }) })).toBe(
      '<@U0BEN> may sync everything until revoked. Reason: on call &amp; &lt;!channel&gt;',
    );
  });
  it('says what it stands in for, so that nobody loses a right unnoticed', () => {
    const before = grant({ id: 'old', expiresAt: Date.UTC(2026, 10, 23, 12) });
    expect(granted({ grant: grant({ verbs: ['pause'] }), replaced: [before] })).toMatch(
      /^<@U0BEN> may pause and resume everything until revoked\. Before, they may sync everything until <!date\^/,
    );
  });
  it.each([
    [0, 'Nobody is in that group now.'],
    [1, 'That is 1 person now.'],
    [42, 'That is 42 people now.'],
  ])('says how many people are in a group: %i', (people, sentence) => {
    const subject = { kind: 'group', groupId: 'S0HELP', teamId: 'T1' } as const;
    expect(granted({ grant: grant({ subject }), people })).toBe(
      `<!subteam^S0HELP> may sync everything until revoked. ${sentence}`,
    );
  });
});

describe('the answer to revoke', () => {
  it('says what they can do no longer', () => {
    const taken = [grant(), grant({ verbs: ['pause'], scope: OKTA }), grant({ role: 'manager' })];
    expect(revokedMessage(BEN, taken, false).text).toBe(
      '<@U0BEN> can no longer do this: sync everything; pause and resume Okta &lt;!here&gt;; manage access and do everything.',
    );
  });
  it('names a group by its id', () => {
    expect(revokedMessage({ kind: 'group', groupId: 'S0HELP', teamId: 'T1' }, [], false).text).toBe(
      '<!subteam^S0HELP> had no grants.',
    );
  });
  it('shows an id that is none of Slack as text', () => {
    const odd = { kind: 'group', groupId: 'S1> <!channel', teamId: 'T1' } as const;
    expect(revokedMessage(odd, [], false).text).toContain('S1&gt; &lt;!channel');
  });
});

describe('the list', () => {
  const group = (groupId: string, changes: Partial<Grant>) =>
    grant({ subject: { kind: 'group', groupId, teamId: 'T1' }, ...changes });
  const other = (userId: string, changes: Partial<Grant> = {}) => grant({ subject: { ...BEN, userId }, ...changes });

  it.each<[readonly string[], readonly Grant[], string]>([
    [['U0ANA'], [], '1 person may sync connectors.'],
    [['U0ANA'], [grant(), grant({ verbs: ['pause'] }), other('U0CLEO')], '3 people may sync connectors.'],
    [['U0BEN'], [grant({ verbs: ['view'] })], '1 person may sync connectors.'],
    [
      ['U0ANA'],
      [other('U0CLEO', { verbs: ['view'] }), other('U0GIL', { role: 'manager', verbs: [] })],
      '2 people may sync connectors; 1 more may see or pause some.',
    ],
    [
      ['U0ANA'],
      [
        grant(),
        group('S1', { verbs: ['sync', 'pause'] }),
        group('S1', { role: 'manager' }),
        group('S2', { verbs: ['view'] }),
      ],
      '2 people and 1 user group may sync connectors; 1 more may see or pause some.',
    ],
  ])('counts each person and group once, then names ten: %j', (admins, grants, text) =>
    expect(whoMessage(grants, admins).text.startsWith(`${text} <@`)).toBe(true),
  );

  it('has a line for each grant, with who gave it and why', () => {
    const shown = JSON.stringify(whoMessage([grant({ verbs: ['pause'], reason: 'on call' })], ['U0ANA']).blocks);
    expect(shown).toContain('<@U0ANA> manages access and may do everything (C1_SYNC_ADMINS)');
    expect(shown).toContain('<@U0BEN> may pause and resume everything until revoked; given by <@U0ANA> (on call)');
  });
});
