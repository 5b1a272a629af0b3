/** Bidi controls could make a name read as another one; the rest of this class cannot be seen at all. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]+/gu;

/** A line already, as most names are: letters, digits and punctuation of ASCII with single spaces between them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/;

/** Any text as one line a person can read: no control, direction or invisible characters, single spaces. */
export function oneLine(text: string): string {
  return PLAIN.test(text) ? text : text.replace(UNSEEN, ' ').replace(/\s+/gu, ' ').trim();
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** At most `max` UTF-16 units, cut between characters as people see them (an emoji stays whole), with `…` for the rest. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = 0;
  // The slice keeps a long text cheap; its last character may be cut in two, but is never reached.
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 1))) {
    if (index + segment.length > max - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Text as it is compared: case, accents, width and punctuation variants of one character do not matter. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return oneLine(text.normalize('NFKD').replace(/\p{M}+/gu, '')).toLowerCase();
}
