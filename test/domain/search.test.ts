import { describe, expect, it } from 'vitest';
import type { NamedConnector } from '../../src/domain/connector.ts';
import { search, theOneMeant } from '../../src/domain/search.ts';
import { SearchText } from '../../src/domain/search-text.ts';

const everyone = () => true;

function named(appName: string, name: string, connectorId = `id-${name.replace(/\W/g, '')}`): NamedConnector {
  const status = { state: 'done', startedAt: null, completedAt: null, updatedAt: null, lastError: null } as const;
  return {
    appId: `app-${appName.replace(/\W/g, '')}`,
    connectorId,
    name,
    appName,
    label: `${appName} / ${name}`,
    status,
    paused: null,
    schedule: null,
    seenAt: 0,
  };
}

const all = new SearchText([
  named('Amazon Web Services', 'Root account'),
  named('GitHub', 'Enterprise Cloud', '2fXyZ0123456789abcdefghijkl'),
  named('Octopus', 'Production okta mirror'),
  named('Okta', 'Okta'),
  named('Okta', 'Okta Sandbox'),
  named('Société', 'Données Élève'),
]);

const found = (words: string, limit = 10) => search(all, words, limit).map(({ label }) => label);

describe('a search', () => {
  it('finds by three letters, best match first', () => {
    expect(found('okt')).toEqual(['Okta / Okta', 'Okta / Okta Sandbox', 'Octopus / Production okta mirror']);
  });
  it('puts the connector named exactly so before all others', () => {
    expect(found('okta')[0]).toBe('Okta / Okta');
  });
  it('wants every word, in any order, across app and connector', () => {
    expect(found('sandbox okta')).toEqual(['Okta / Okta Sandbox']);
  });
  it('finds a connector by the name of its app', () => {
    expect(found('github')).toEqual(['GitHub / Enterprise Cloud']);
  });
  it("finds by the initials of the app's name", () => {
    expect(found('aws')).toEqual(['Amazon Web Services / Root account']);
  });
  it('does not care for case and accents', () => {
    expect(found('SOCIETE eleve')).toEqual(['Société / Données Élève']);
  });
  it('finds by the beginning of an id from four characters on', () => {
    expect(found('2fxy')).toEqual(['GitHub / Enterprise Cloud']);
    expect(found('2fx')).toEqual([]);
  });
  it('without words gives the first ones', () => {
    expect(found('', 2)).toHaveLength(2);
  });
  it('does not care for quotes, and for spaces around the slash', () => {
    expect(found('“okta” sandbox')).toEqual(['Okta / Okta Sandbox']);
    expect(found('okta/okta sandbox')).toEqual(['Okta / Okta Sandbox']);
  });
  it('finds nothing for mere punctuation', () => {
    expect(found('../../')).toEqual([]);
  });
  it('leaves out what the person may not sync', () => {
    const admits = ({ name }: NamedConnector) => name !== 'Okta';
    expect(search(all, 'okta', 1, admits).map(({ label }) => label)).toEqual(['Okta / Okta Sandbox']);
  });
});

describe('the one meant', () => {
  it('is nobody while several match', () => expect(theOneMeant(all, 'okta', everyone)).toBeUndefined());
  it('is the only match', () => expect(theOneMeant(all, 'sandb', everyone)?.label).toBe('Okta / Okta Sandbox'));
  it('is the one whose whole label it is, though others match too', () => {
    expect(theOneMeant(all, 'okta / okta', everyone)?.label).toBe('Okta / Okta');
  });
  it('is not one the person may not sync', () => {
    expect(theOneMeant(all, 'sandbox', ({ name }) => name !== 'Okta Sandbox')).toBeUndefined();
  });
});
