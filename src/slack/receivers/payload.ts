/** What Slack sends for the app to handle: always a JSON object. Bolt trusts that, and fails on anything else. */
export type Payload = Record<string, unknown>;

export function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
