import { describe, expect, it } from 'vitest';
import type { NamedConnector } from '../../src/domain/connector.ts';
import { mentioned } from '../../src/domain/mentioned.ts';
import { SearchText } from '../../src/domain/search-text.ts';

function named(appName: string, name: string): NamedConnector {
  const status = { state: 'done', startedAt: null, completedAt: null, updatedAt: null, lastError: null } as const;
  const label = `${appName} / ${name}`;
  return {
    appId: appName,
    connectorId: name,
    name,
    appName,
    label,
    status,
    paused: null,
    schedule: null,
    seenAt: 0,
  };
}

const all = new SearchText([
  named('GitHub', 'Enterprise Cloud'),
  named('IT', 'Go'),
  named('Okta', 'Okta'),
  named('Okta', 'Okta Preview'),
  named('Salesforce', 'Production'),
  named('Salesforce', 'Sandbox (EU)'),
  named('Société Générale', 'Données'),
  named('Workday', 'Production'),
]);

const inText = (text: string) => mentioned(all, text, () => true).map(({ label }) => label);

describe('which connector a text names', () => {
  it.each([
    ['its whole label', 'please sync Salesforce / Production, thanks', 'Salesforce / Production'],
    ['its own name', 'enterprise cloud shows old members', 'GitHub / Enterprise Cloud'],
    [
      'the name of its app, if it is the only one there',
      'GitHub: two joiners are missing',
      'GitHub / Enterprise Cloud',
    ],
    ['name and app, apart', 'The production tenant of Workday lags', 'Workday / Production'],
    ['other case, accents and width', 'SOCIETE GENERALE, ｄｏｎｎｅｅｓ', 'Société Générale / Données'],
    ['a name that ends with a bracket', '*Sandbox (EU)* is stale', 'Salesforce / Sandbox (EU)'],
    ['words over two lines', 'Okta\nPreview', 'Okta / Okta Preview'],
  ])('by %s', (_, text, label) => expect(inText(text)).toEqual([label]));

  it('the longest that is named wins', () => {
    expect(inText('okta is fine, Okta Preview is not')).toEqual(['Okta / Okta Preview']);
    expect(inText('okta is slow')).toEqual(['Okta / Okta']);
  });

  it('several are equally good', () => {
    expect(inText('salesforce!')).toEqual(['Salesforce / Production', 'Salesforce / Sandbox (EU)']);
    expect(inText('production?')).toEqual(['Salesforce / Production', 'Workday / Production']);
  });

  it.each([
    ['nothing', ''],
    ['only a part of a word', 'Oktane, githubbers and workdays'],
    ['a name so short that it is a word', 'it has to go'],
    ['signs alone', '!!! /// ...'],
  ])('none by %s', (_, text) => expect(inText(text)).toEqual([]));

  it('leaves out what the person may not have, before it counts', () => {
    const admits = ({ name }: NamedConnector) => name === 'Sandbox (EU)';
    expect(mentioned(all, 'salesforce', admits)).toMatchObject([{ name: 'Sandbox (EU)' }]);
  });

  it('reads the beginning of a text without end', () => {
    expect(inText(`Workday ${'x '.repeat(100_000)}`)).toEqual(['Workday / Production']);
    expect(inText(`${'x '.repeat(100_000)} Workday`)).toEqual([]);
  });

  it('a name without end is passed over', () => {
    const endless = new SearchText([named('A', '('.repeat(200_000)), named('B', '')]);
    expect(mentioned(endless, '('.repeat(200_000), () => true)).toEqual([]);
  });
});
