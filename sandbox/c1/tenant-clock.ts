/** Time, so that a test can hold it: milliseconds since the epoch. */
export interface TimeSource {
  now(): number;
}

/**
 * A moment as C1 prints it: RFC 3339 with nanoseconds (protobuf JSON of google.protobuf.Timestamp). Strings pass as
 * they are, so that a test can make C1 print nonsense.
 */
export function printTime(ms: number | string | null | undefined, skewMs: number): string | null {
  if (ms === null || ms === undefined) return null;
  if (typeof ms === 'string') return ms;
  return `${new Date(ms + skewMs).toISOString().slice(0, -1)}456789Z`;
}
