/** A day: whoever asks for more means never, and the number still has to make a date. */
const MAX_MS = 24 * 60 * 60_000;

/**
 * How long a `Retry-After` header asks to wait, in milliseconds (RFC 9110 §10.2.3: seconds, or an HTTP date).
 * A date is compared with the `Date` of the same answer, so that a difference between the two clocks does not count.
 * @returns undefined when there is no header, or none that can be read
 */
export function retryAfterMs(header: string | undefined, date: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(header) ? Number(header) * 1000 : httpDate(header) - (httpDate(date) || now);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), MAX_MS);
}

/** Milliseconds since the epoch; NaN for anything that is not an HTTP date (RFC 9110 §5.6.7, its preferred form). */
export function httpDate(text: string | undefined): number {
  return text !== undefined && /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
}
