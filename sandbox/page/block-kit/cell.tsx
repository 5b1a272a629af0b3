import type { JsonObject } from '../../slack/json.ts';
import { num, objects, str } from './read.ts';
import { RichText } from './rich-text.tsx';
import { Unknown } from './unknown.tsx';

/** A cell of a table: raw_text, raw_number or rich_text. */
export function Cell({ of }: { of: JsonObject | undefined }) {
  if (!of) return null;
  if (of.type === 'rich_text') return <RichText block={of} />;
  if (of.type === 'raw_text' || of.type === 'raw_number') return <>{cellText(of)}</>;
  return <Unknown what="element" json={of} />;
}

export function cellText(of: JsonObject | undefined): string {
  if (!of) return '';
  if (of.type === 'raw_number') return str(of.text) || (num(of.value)?.toLocaleString() ?? '');
  // Its own words depend on the reader's clock; these sort and can be searched for.
  if (of.type === 'date') return str(of.fallback);
  if (typeof of.text === 'string') return of.text;
  return objects(of.elements).map(cellText).join('');
}

/** Numbers by size, everything else as a reader would. */
export function compareCells(a: JsonObject | undefined, b: JsonObject | undefined): number {
  if (a?.type === 'raw_number' && b?.type === 'raw_number') return (num(a.value) ?? 0) - (num(b.value) ?? 0);
  return cellText(a).localeCompare(cellText(b), undefined, { numeric: true, sensitivity: 'base' });
}
