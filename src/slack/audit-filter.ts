import type { AuditFilter } from '../domain/audit.ts';
import { BadInput } from '../domain/errors.ts';

/** A filter as the value of a button: a name is 300 characters at most, a value 2,000. */
export function filterToValue({ userId, words, since }: AuditFilter): string {
  return JSON.stringify({ u: userId, w: words, s: since });
}

/** @throws {BadInput} it is none of ours */
export function filterFromValue(value: string | undefined): AuditFilter {
  const { u, w, s } = parsed(value ?? '');
  const isWhole = (u === null || typeof u === 'string') && (w === null || typeof w === 'string');
  if (isWhole && (s === null || Number.isFinite(s))) return { userId: u, words: w, since: s as number | null };
  throw new BadInput('That button is too old. Type /c1-sync audit again.');
}

function parsed(value: string): Readonly<Record<string, unknown>> {
  try {
    const object: unknown = JSON.parse(value);
    return typeof object === 'object' && object !== null ? { ...object } : {};
  } catch {
    return {};
  }
}
