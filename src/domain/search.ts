import type { NamedConnector } from './connector.ts';
import { Haystack } from './haystack.ts';
import { fold } from './plain-text.ts';

/** A connector with what a search compares, prepared once. */
export interface Searchable {
  readonly connector: NamedConnector;
  readonly name: string;
  readonly app: string;
  readonly label: string;
  readonly initials: string;
  /** Everything words may occur in. */
  readonly hay: string;
  readonly ids: string;
}

/** Labels have ` / ` in them, and people put quotes around what they mean. */
const WORD_BREAK = /[\s/"'‘’“”]+/u;

/** From this length on, a word may be the beginning of an id; shorter ones would match by accident. */
const ID_PREFIX_LENGTH = 4;

export function searchable(connector: NamedConnector): Searchable {
  const name = fold(connector.name);
  const app = fold(connector.appName);
  const initials = app
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.charAt(0))
    .join('');
  return {
    connector,
    name,
    app,
    label: fold(connector.label),
    initials: initials.length > 1 ? initials : '',
    // Somebody without a name is called by what the label says instead.
    hay: app === '' || name === '' ? ` ${fold(connector.label)}` : ` ${app} ${name}`,
    ids: ` ${connector.connectorId.toLowerCase()} ${connector.appId.toLowerCase()}`,
  };
}

/**
 * The connectors that have every word of the query, best first: named exactly so; beginning with it; with words that
 * begin with its words; with it anywhere; by the beginning of an id. Equals keep the order of `all`.
 * No words: the first `limit` of `all`.
 */
export function search(
  all: readonly Searchable[],
  query: string,
  limit: number,
  admits: (connector: NamedConnector) => boolean = () => true,
): NamedConnector[] {
  const wanted = fold(query);
  const words = wanted.split(WORD_BREAK).filter((word) => /[^\p{P}\s]/u.test(word));
  if (wanted === '') return firstAdmitted(all, limit, admits);
  if (words.length === 0) return [];
  const asked = { wanted, words, beginnings: words.map((word) => ` ${word}`) };
  const byRank: Searchable[][] = [[], [], [], [], [], []];
  for (const entry of candidates(all, words)) {
    const rank = rankOf(entry, asked);
    if (rank !== undefined) byRank[rank]?.push(entry);
  }
  return firstAdmitted(byRank.flat(), limit, admits);
}

/** Only as many are asked about as are needed. */
function firstAdmitted(
  entries: Iterable<Searchable>,
  limit: number,
  admits: (connector: NamedConnector) => boolean,
): NamedConnector[] {
  const found: NamedConnector[] = [];
  for (const { connector } of entries) {
    if (found.length >= limit) break;
    if (admits(connector)) found.push(connector);
  }
  return found;
}

/** Of each list of all, which does not change. */
const haystacks = new WeakMap<readonly Searchable[], Haystack>();

/** Those that can match at all, in their order: every word has to be found, so the longest has to. */
function* candidates(all: readonly Searchable[], words: readonly string[]): Generator<Searchable> {
  const haystack =
    haystacks.get(all) ??
    new Haystack(all.map(({ hay, label, initials, ids }) => `${hay}\t${label}\t${initials}\t${ids}`));
  haystacks.set(all, haystack);
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
  for (const number of haystack.with(longest)) {
    const entry = all[number];
    if (entry !== undefined) yield entry;
  }
}

/** What is asked for, prepared once. */
interface Asked {
  readonly wanted: string;
  readonly words: readonly string[];
  /** Each word as a word begins with it. */
  readonly beginnings: readonly string[];
}

function rankOf(entry: Searchable, { wanted, words, beginnings }: Asked): number | undefined {
  if (entry.label === wanted || entry.name === wanted) return 0;
  if (hasAll(entry.hay, words)) {
    if (entry.app === wanted) return 1;
    if (entry.name.startsWith(wanted) || entry.app.startsWith(wanted) || entry.label.startsWith(wanted)) return 2;
    return hasAll(entry.hay, beginnings) ? 3 : 4;
  }
  if (words.length !== 1) return undefined;
  if (entry.initials === wanted) return 4;
  return wanted.length >= ID_PREFIX_LENGTH && entry.ids.includes(` ${wanted}`) ? 5 : undefined;
}

function hasAll(hay: string, letters: readonly string[]): boolean {
  for (const one of letters) if (!hay.includes(one)) return false;
  return true;
}

/**
 * The one connector these words mean, for acting without a further question: the only one that matches, or the only
 * one whose whole label or id they are.
 */
export function theOneMeant(
  all: readonly Searchable[],
  query: string,
  admits: (connector: NamedConnector) => boolean,
): NamedConnector | undefined {
  const wanted = fold(query);
  const exact = all.filter(
    ({ label, connector }) => (label === wanted || connector.connectorId.toLowerCase() === wanted) && admits(connector),
  );
  const candidates = exact.length > 0 ? exact.map((entry) => entry.connector) : search(all, query, 2, admits);
  return candidates.length === 1 ? candidates[0] : undefined;
}
