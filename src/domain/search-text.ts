import type { NamedConnector } from './connector.ts';
import { SEPARATOR } from './label.ts';
import { fold } from './plain-text.ts';

/** Between the parts of a line; `fold` leaves neither in a text. */
const TAB = '\t';
const LINE = '\n';

/** One connector, with what a search compares; all words and letters as {@link fold} leaves them. */
export interface Line {
  readonly connector: NamedConnector;
  readonly app: string;
  readonly name: string;
  readonly label: string;
  /** Its own name, or its label, is just this. */
  isCalled(words: string): boolean;
  isOfApp(words: string): boolean;
  /** The name, the app or the label begins so. */
  beginsWith(words: string): boolean;
  /** All of these occur; a space before letters asks for the beginning of a word. */
  hasAll(letters: readonly string[]): boolean;
  /** Those of its app's name, of at least two words. */
  hasInitials(letters: string): boolean;
}

/**
 * Connectors in the order of their labels, with what a search compares in one long text, a line for each: the engine
 * looks through that in a fraction of the time of a loop over them, and strings of their own for each would take more
 * memory than the connectors.
 */
export class SearchText {
  readonly connectors: readonly NamedConnector[];
  readonly #text: string;
  /** Where each line begins, and the end of the last. */
  readonly #starts: Uint32Array;

  constructor(connectors: readonly NamedConnector[]) {
    const labels = connectors.map(({ label }) => fold(label));
    const order = Uint32Array.from(connectors.keys()).sort((a, b) => ((labels[a] ?? '') < (labels[b] ?? '') ? -1 : 1));
    const apps = new Map<string, string>();
    this.connectors = Array.from(order, (number) => connectors[number] as NamedConnector);
    const lines = Array.from(order, (number) =>
      lineOf(connectors[number] as NamedConnector, labels[number] ?? '', apps),
    );
    this.#text = lines.join('');
    this.#starts = new Uint32Array(lines.length + 1);
    for (const [n, line] of lines.entries()) this.#starts[n + 1] = (this.#starts[n] ?? 0) + line.length;
  }

  /** Those whose line has these letters in it, in their order. */
  *with(letters: string): Generator<Line> {
    let number = 0;
    for (let at = this.#text.indexOf(letters); at !== -1; at = this.#text.indexOf(letters, this.#starts[number])) {
      number = this.#lineAt(at, number);
      yield this.#line(number);
      number += 1;
    }
  }

  *all(): Generator<Line> {
    for (const number of this.connectors.keys()) yield this.#line(number);
  }

  #line(number: number): Line {
    const line = this.#text.slice(this.#starts[number], (this.#starts[number + 1] ?? 0) - 1);
    return new TabbedLine(this.connectors[number] as NamedConnector, line);
  }

  /** The line that holds this place, at or behind the one numbered `from`. */
  #lineAt(at: number, from: number): number {
    let [low, high] = [from, this.#starts.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** ` app`, ` name`, ` label` where it is not made of these, and initials without a space, so that no word begins there. */
function lineOf({ appName, name: given }: NamedConnector, label: string, apps: Map<string, string>): string {
  const app = apps.get(appName) ?? fold(appName);
  apps.set(appName, app);
  const name = fold(given);
  const ownLabel = label === `${app}${SEPARATOR}${name}` ? '' : ` ${label}`;
  return ` ${app}${TAB} ${name}${TAB}${ownLabel}${TAB}${initialsOf(app)}${LINE}`;
}

function initialsOf(app: string): string {
  const words = app.split(/[^\p{L}\p{N}]+/u);
  return words.length > 1 ? words.map((word) => word.charAt(0)).join('') : '';
}

/** A line is compared where it stands: thousands may hold what somebody types. */
class TabbedLine implements Line {
  readonly connector: NamedConnector;
  readonly #line: string;
  readonly #name: number;
  readonly #label: number;
  readonly #initials: number;

  constructor(connector: NamedConnector, line: string) {
    this.connector = connector;
    this.#line = line;
    this.#name = line.indexOf(TAB) + 2;
    this.#label = line.indexOf(TAB, this.#name) + 2;
    this.#initials = line.indexOf(TAB, this.#label - 1) + 1;
  }

  get app(): string {
    return this.#line.slice(1, this.#name - 2);
  }

  get name(): string {
    return this.#line.slice(this.#name, this.#label - 2);
  }

  get label(): string {
    return this.#hasOwnLabel ? this.#line.slice(this.#label, this.#initials - 1) : this.app + SEPARATOR + this.name;
  }

  get #hasOwnLabel(): boolean {
    return this.#label < this.#initials;
  }

  isCalled(words: string): boolean {
    return this.#isWhole(words, this.#name) || this.#isWhole(words, this.#label) || this.#labelBegins(words, true);
  }

  isOfApp(words: string): boolean {
    return this.#isWhole(words, 1);
  }

  beginsWith(words: string): boolean {
    const at = (place: number) => this.#line.startsWith(words, place);
    return at(1) || at(this.#name) || (this.#hasOwnLabel && at(this.#label)) || this.#labelBegins(words, false);
  }

  hasAll(letters: readonly string[]): boolean {
    for (const one of letters) {
      const at = this.#line.indexOf(one);
      if (at === -1 || at >= this.#initials) return false;
    }
    return true;
  }

  hasInitials(letters: string): boolean {
    return this.#line.length - this.#initials === letters.length && this.#line.endsWith(letters);
  }

  /** No words have a tab in them, so what ends with one is the whole part. */
  #isWhole(words: string, place: number): boolean {
    return this.#line.startsWith(words, place) && this.#line.startsWith(TAB, place + words.length);
  }

  /** A label that is made of app and name is put together only for words that reach across both. */
  #labelBegins(words: string, wholly: boolean): boolean {
    if (this.#hasOwnLabel || !words.includes(SEPARATOR)) return false;
    return wholly ? this.label === words : this.label.startsWith(words);
  }
}
