import { LABEL_LENGTH, type NamedConnector } from './connector.ts';
import { fold } from './plain-text.ts';
import type { SearchText } from './search-text.ts';

/** UTF-16 units. People name things early; what comes after this is a log or a paste. */
const READ_UP_TO = 4_000;

/** Shorter names ("IT", "go") are words of every other sentence. */
const SHORTEST_NAME = 3;

const WORD = /[\p{L}\p{N}]+/gu;
const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/**
 * The connectors that a text of any kind and length names best: by their whole label, or by their own name and that of
 * their app, or by one of these, as whole words; whoever has more of the text named wins. Several are equally good: an
 * app with three connectors, named alone, gives three. None: nothing is named.
 */
export function mentioned(
  all: SearchText,
  text: string,
  admits: (connector: NamedConnector) => boolean,
): readonly NamedConnector[] {
  const phrases = phrasesOf(fold(text.slice(0, READ_UP_TO)));
  let best: NamedConnector[] = [];
  let most = 0;
  for (const { connector, label, name, app } of all.all()) {
    const much = Math.max(lengthNamed(label, phrases), lengthNamed(name, phrases) + lengthNamed(app, phrases));
    if (much === 0 || much < most || !admits(connector)) continue;
    if (much > most) best = [];
    most = much;
    best.push(connector);
  }
  return best;
}

/** Every run of whole words that could be a name, as it stands there with what is between the words. */
function phrasesOf(text: string): ReadonlySet<string> {
  const words = [...text.matchAll(WORD)].map(({ index, 0: word }) => ({ from: index, to: index + word.length }));
  const phrases = new Set<string>();
  for (const [n, { from }] of words.entries()) {
    // A word takes two units with the space behind it, so no more of them can fit.
    for (const { to } of words.slice(n, n + LABEL_LENGTH / 2)) {
      if (to - from <= LABEL_LENGTH) phrases.add(text.slice(from, to));
    }
  }
  return phrases;
}

/** How long a name is, if it is among the phrases; 0: it is not. */
function lengthNamed(name: string, phrases: ReadonlySet<string>): number {
  // Nothing of this length is among them, and a regular expression must not meet a name without end.
  if (name.length > 2 * LABEL_LENGTH) return 0;
  const bare = name.replace(AROUND, '');
  return bare.length >= SHORTEST_NAME && phrases.has(bare) ? bare.length : 0;
}
