import { BadInput } from '../domain/errors.ts';

/** Longer than any name C1 shows whole; past this it is a paste by accident. */
const MAX_WORDS = 300;

/**
 * The words behind a verb as they were meant: without Slack's entities, and without quotes around the whole.
 * @throws {BadInput} too long for a name
 */
export function nameTyped(text: string): string {
  const bare = withoutEntities(text).replace(/^["'](.*)["']$/, '$1');
  if (bare.length > MAX_WORDS) {
    throw new BadInput(
      `That is too long for a connector's name (${bare.length} characters). Type a few letters of it.`,
    );
  }
  return bare;
}

/** Slack escapes exactly these three in the text of a command. */
export function withoutEntities(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

const HOUR = 3_600_000;
const UNITS: Record<string, number> = { m: HOUR / 60, h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR };

/** `30m`, `8h`, `3d`, `2w` in milliseconds; undefined: it is no length of time. */
export function lengthTyped(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhdw])$/i.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
}
