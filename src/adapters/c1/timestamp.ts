/**
 * Milliseconds since the epoch of an RFC 3339 timestamp with up to 9 fraction digits (google.protobuf.Timestamp), or
 * null. Year 1 and 1970 are how Go and protobuf write "never": null too.
 */
export function timestampMs(text: string | null | undefined): number | null {
  if (!text || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/i.test(text)) return null;
  const ms = Date.parse(text.toUpperCase());
  return ms > 0 ? ms : null;
}
