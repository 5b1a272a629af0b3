import { parseSpecial, type Special } from './special.ts';

/** What a text in Slack's mrkdwn means. docs.slack.dev/messaging/formatting-message-text */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inside: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | Special;

export type Chunk =
  | { readonly kind: 'lines'; readonly inside: readonly Inline[] }
  | { readonly kind: 'quote'; readonly inside: readonly Inline[] }
  | { readonly kind: 'pre'; readonly text: string };

/** @param verbatim false: bare web addresses become links */
export function parseMrkdwn(text: string, verbatim = false): Chunk[] {
  return text.split(/```([\s\S]*?)```/).flatMap((part, index): Chunk[] => {
    if (index % 2 === 1) return [{ kind: 'pre', text: unescaped(part.replace(/^\n|\n$/g, '')) }];
    return part === '' ? [] : linesAndQuotes(part, verbatim);
  });
}

const QUOTED = /^(?:>|&gt;) ?/;

function linesAndQuotes(text: string, verbatim: boolean): Chunk[] {
  const chunks: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const quoted = QUOTED.test(line);
    const last = chunks.at(-1);
    const shown = quoted ? line.replace(QUOTED, '') : line;
    if (last?.quoted === quoted) last.lines.push(shown);
    else chunks.push({ quoted, lines: [shown] });
  }
  return chunks.map(({ quoted, lines }) => ({
    kind: quoted ? 'quote' : 'lines',
    inside: parseInline(lines.join('\n'), verbatim),
  }));
}

/** Whatever must not be looked into again stands aside, behind one character of the private use area. */
const ASIDE = 0xe000;
const ATOMS = /`([^`\n]+)`|<([^<>\n]+)>|(?<![\w:]):([a-z0-9_+'-]+):(?![\w:])/g;
const BARE_URL = /https?:\/\/[^\s<>|]+[^\s<>|.,;:!?'")\]]/g;

export function parseInline(text: string, verbatim: boolean): Inline[] {
  const atoms: Inline[] = [];
  const aside = (atom: Inline) => String.fromCharCode(ASIDE + atoms.push(atom) - 1);
  let rest = text
    .replace(/[\ue000-\uf8ff]/g, '')
    .replace(ATOMS, (whole, code?: string, inside?: string, emoji?: string) => {
      if (atoms.length > 6000) return whole;
      if (code !== undefined) return aside({ kind: 'code', text: unescaped(code) });
      return aside(inside === undefined ? { kind: 'emoji', name: emoji ?? '' } : parseSpecial(inside));
    });
  if (!verbatim) {
    rest = rest.replace(BARE_URL, (url) => aside({ kind: 'link', url: unescaped(url), text: unescaped(url) }));
  }
  return styled(rest, atoms);
}

const STYLES =
  /(?<![\w*])\*(?=\S)([^*\n]*[^\s*])\*(?![\w*])|(?<!\w)_(?=\S)([^\n]*?[^\s])_(?!\w)|(?<![\w~])~(?=\S)([^~\n]*[^\s~])~(?![\w~])/;

function styled(text: string, atoms: readonly Inline[]): Inline[] {
  const match = STYLES.exec(text);
  if (!match) return leaves(text, atoms);
  const [whole, bold, italic, strike] = match;
  const kind = bold !== undefined ? 'bold' : italic !== undefined ? 'italic' : 'strike';
  return [
    ...leaves(text.slice(0, match.index), atoms),
    { kind, inside: styled(bold ?? italic ?? strike ?? '', atoms) },
    ...styled(text.slice(match.index + whole.length), atoms),
  ];
}

function leaves(text: string, atoms: readonly Inline[]): Inline[] {
  return text.split(/([\ue000-\uf8ff])/).flatMap((part): Inline[] => {
    const atom = part.length === 1 ? atoms[part.charCodeAt(0) - ASIDE] : undefined;
    if (atom) return [atom];
    return part === '' ? [] : [{ kind: 'text', text: unescaped(part) }];
  });
}

export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
