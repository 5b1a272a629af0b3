import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type App, type Connector, LABEL_LENGTH } from '../../src/domain/connector.ts';
import { nameConnector, tellApart } from '../../src/domain/label.ts';
import { anyText } from '../any-text.ts';

const NO_STATUS: Connector['status'] = {
  state: 'unspecified',
  startedAt: null,
  completedAt: null,
  updatedAt: null,
  lastError: null,
};

function connector(appId: string, connectorId: string, name: string): Connector {
  return { appId, connectorId, name, status: NO_STATUS, paused: null, schedule: null };
}

function labels(apps: readonly App[], connectors: readonly Connector[]): string[] {
  const named = connectors.map((one) =>
    nameConnector(
      one,
      apps.find(({ id }) => id === one.appId),
      0,
    ),
  );
  return tellApart(named).map(({ label }) => label);
}

describe('labels', () => {
  it('are the app and the connector on one line', () => {
    expect(labels([{ id: 'a', name: 'Okta' }], [connector('a', 'c1', 'Okta  Prod\n')])).toEqual(['Okta / Okta Prod']);
  });

  it('say so where a name is empty', () => {
    expect(labels([{ id: 'a', name: ' ' }], [connector('a', 'c1', '\u202e')])).toEqual([
      '(unnamed app) / (unnamed connector)',
    ]);
  });

  it('tell connectors of one name apart by the beginning of their ids', () => {
    const two = [connector('a', '2fXabcdefg1', 'Okta'), connector('a', '2fXzbcdefg2', 'Okta')];
    expect(labels([{ id: 'a', name: 'Okta' }], two)).toEqual(['Okta / Okta · 2fXabcde', 'Okta / Okta · 2fXzbcde']);
  });

  it('take as much of the id as tells apart those made in the same second', () => {
    const two = [connector('a', 'SAMESECONDx1', 'Okta'), connector('a', 'SAMESECONDx2', 'Okta')];
    expect(labels([{ id: 'a', name: 'Okta' }], two)).toEqual([
      'Okta / Okta · SAMESECONDx1',
      'Okta / Okta · SAMESECONDx2',
    ]);
  });

  it('tell apart what only reads the same once it is cut', () => {
    const long = 'x'.repeat(300);
    const two = [connector('a', 'first000', `${long}1`), connector('a', 'second00', `${long}2`)];
    const [one, other] = labels([{ id: 'a', name: 'App' }], two);
    expect(one).not.toBe(other);
  });

  it('do not let a long app name hide the connector', () => {
    expect(labels([{ id: 'a', name: 'A'.repeat(300) }], [connector('a', 'c', 'Production')])[0]).toMatch(
      / \/ Production$/,
    );
  });

  it('stay within a Slack option, unique and without control characters, whatever the names', () => {
    const name = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 320 }),
      anyText(320),
      fc.constantFrom('', '<!channel>', '👩‍👩‍👧‍👦'.repeat(40), 'שלום עולם', '\u202eevil', 'Okta'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 20 }), (names) => {
        const apps = names.map(([app], n) => ({ id: `app${n % 3}`, name: app }));
        const all = labels(
          apps,
          names.map(([, one], n) => connector(`app${n % 3}`, `connector${n}`, one)),
        );
        expect(new Set(all).size).toBe(all.length);
        for (const label of all) {
          expect(label.length).toBeLessThanOrEqual(LABEL_LENGTH);
          expect(label).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
          expect(label).toContain(' / ');
        }
      }),
      { numRuns: 300 },
    );
  });
});
