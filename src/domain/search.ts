import type { NamedConnector } from './connector.ts';
import { fold } from './plain-text.ts';
import type { Line, SearchText } from './search-text.ts';

/** Labels have ` / ` in them, and people put quotes around what they mean. */
const WORD_BREAK = /[\s/"'‘’“”]+/u;

/** From this length on, a word may be the beginning of an id; shorter ones would match by accident. */
const ID_PREFIX_LENGTH = 4;

type Admits = (connector: NamedConnector) => boolean;

/**
 * The connectors that have every word of the query, best first: named exactly so; beginning with it; with words that
 * begin with its words; with it anywhere; by the beginning of an id. Equals keep the order of their labels.
 * No words: the first `limit` of all.
 */
export function search(all: SearchText, query: string, limit: number, admits: Admits = () => true): NamedConnector[] {
  const wanted = fold(query);
  const words = wanted.split(WORD_BREAK).filter((word) => /[^\p{P}\s]/u.test(word));
  if (wanted === '') return [...firstAdmitted(all.connectors, limit, admits)];
  if (words.length === 0) return [];
  const asked = { wanted, words, beginnings: words.map((word) => ` ${word}`) };
  const byRank: NamedConnector[][] = [[], [], [], [], []];
  // Every word has to be found, so the longest has to.
  for (const line of all.with(words.reduce((a, b) => (b.length > a.length ? b : a)))) {
    const rank = rankOf(line, asked);
    if (rank !== undefined) byRank[rank]?.push(line.connector);
  }
  const found = new Set(firstAdmitted(byRank.flat(), limit, admits));
  if (found.size < limit && words.length === 1 && wanted.length >= ID_PREFIX_LENGTH) {
    const others = byId(all.connectors, wanted, (connector) => !found.has(connector) && admits(connector));
    for (const connector of firstAdmitted(others, limit - found.size)) found.add(connector);
  }
  return [...found];
}

/** Only as many are asked about as are needed. */
function* firstAdmitted(
  connectors: Iterable<NamedConnector>,
  limit: number,
  admits: Admits = () => true,
): Generator<NamedConnector> {
  let left = limit;
  for (const connector of connectors) {
    if (left <= 0) return;
    if (!admits(connector)) continue;
    left -= 1;
    yield connector;
  }
}

/** Those whose own id, or that of their app, begins so. */
function* byId(connectors: readonly NamedConnector[], beginning: string, admits: Admits): Generator<NamedConnector> {
  const begins = (id: string) => id.slice(0, beginning.length).toLowerCase() === beginning;
  for (const connector of connectors) {
    if ((begins(connector.connectorId) || begins(connector.appId)) && admits(connector)) yield connector;
  }
}

/** What is asked for, prepared once. */
interface Asked {
  readonly wanted: string;
  readonly words: readonly string[];
  /** Each word as a word begins with it. */
  readonly beginnings: readonly string[];
}

function rankOf(line: Line, { wanted, words, beginnings }: Asked): number | undefined {
  if (line.isCalled(wanted)) return 0;
  if (line.hasAll(words)) {
    if (line.isOfApp(wanted)) return 1;
    if (line.beginsWith(wanted)) return 2;
    return line.hasAll(beginnings) ? 3 : 4;
  }
  return words.length === 1 && line.hasInitials(wanted) ? 4 : undefined;
}

/**
 * The one connector these words mean, for acting without a further question: the only one that matches, or the only
 * one whose whole label or id they are.
 */
export function theOneMeant(all: SearchText, query: string, admits: Admits): NamedConnector | undefined {
  const wanted = fold(query);
  const exact: NamedConnector[] = [];
  for (const { label, connector } of all.all()) {
    if ((label === wanted || connector.connectorId.toLowerCase() === wanted) && admits(connector))
      exact.push(connector);
  }
  const candidates = exact.length > 0 ? exact : search(all, query, 2, admits);
  return candidates.length === 1 ? candidates[0] : undefined;
}
