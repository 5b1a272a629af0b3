import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedConnector } from '../../src/domain/connector.ts';
import { type Line, SearchText } from '../../src/domain/search-text.ts';

function connector(appName: string, name: string, label: string): NamedConnector {
  const status = { state: 'done', startedAt: null, completedAt: null, updatedAt: null, lastError: null } as const;
  return { appId: 'a', connectorId: 'c', name, appName, label, status, paused: null, schedule: null, seenAt: 0 };
}

/** Few letters, so that there is something to find; one of them is of two words often. */
const name = fc
  .string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 5 })
  .map((text) => text.trim().replace(/ +/g, ' '));
const letters = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 3 });
const words = fc.tuple(letters, fc.constantFrom('', ' ', ' / '), letters).map((parts) => parts.join(''));
const named = fc
  .record({ app: name, name, own: fc.option(letters) })
  .map(({ app, name, own }) => connector(app, name, own ?? `${app} / ${name}`.trim()));

const initialsOf = ({ appName }: NamedConnector) => {
  const all = appName.split(' ').map((word) => word.charAt(0));
  return all.length > 1 ? all.join('') : '';
};
const partsOf = ({ appName, name, label }: NamedConnector) => [appName, name, label];
const lineOf = ({ connector: one }: Line) => one;

describe('the text that is searched', () => {
  it('finds what a look at each connector finds, in the order of the labels', () => {
    fc.assert(
      fc.property(fc.array(named, { maxLength: 12 }), letters, (all, wanted) => {
        const text = new SearchText(all);
        const labels = text.connectors.map(({ label }) => label);
        expect(labels).toEqual([...labels].sort());
        const one = text.connectors.filter((each) =>
          [...partsOf(each), initialsOf(each)].some((part) => part.includes(wanted)),
        );
        expect([...text.with(wanted)].map(lineOf)).toEqual(one);
        expect([...text.all()].map(lineOf)).toEqual(text.connectors);
      }),
      { numRuns: 500 },
    );
  });

  it('tells of each what its names tell', () => {
    fc.assert(
      fc.property(named, words, (one, asked) => {
        const [line] = new SearchText([one]).all();
        const { appName: app, name, label } = one;
        expect(line).toMatchObject({ app, name, label });
        expect(line?.isCalled(asked)).toBe(name === asked || label === asked);
        expect(line?.isOfApp(asked)).toBe(app === asked);
        expect(line?.beginsWith(asked)).toBe(partsOf(one).some((part) => part.startsWith(asked)));
        expect(line?.hasInitials(asked)).toBe(initialsOf(one) === asked);
        for (const each of asked.split(' ').filter((word) => word !== '/')) {
          expect(line?.hasAll([each])).toBe(partsOf(one).some((part) => part.includes(each)));
          expect(line?.hasAll([` ${each}`])).toBe(partsOf(one).some((part) => ` ${part}`.includes(` ${each}`)));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
