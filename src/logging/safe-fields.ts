import { isErrorLike, plainError } from './plain-error.ts';

/** Names of fields whose value is never logged; compared without case, `-` and `_`. */
const SENSITIVE = new Set(
  `token access_token refresh_token id_token bot_token app_token user_token secret secrets client_secret client_assertion
  assertion signing_secret password passphrase private_key jwk authorization proxy_authorization cookie set_cookie
  x_slack_signature x_slack_request_timestamp headers raw_headers body raw_body payload response_url trigger_id
  private_metadata webhook_url database_url connection_string subject_token dpop`
    .split(/\s+/)
    .map(bare),
);

const DEPTH = 8;

/**
 * A copy of the fields of a log line in which errors are plain (plain-error.ts) and sensitive values are masked, at any
 * depth. pino's own `redact` needs each depth and spelling as a path, and does not look into errors.
 */
export function safeFields(fields: object): Record<string, unknown> {
  try {
    return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, safeField(key, value, 0)]));
  } catch {
    // A getter that throws must not take the log line, and the caller, with it.
    return { fields: '[unreadable]' };
  }
}

function safeField(key: string, value: unknown, depth: number): unknown {
  const isEmpty = value === undefined || value === null || value === '';
  return SENSITIVE.has(bare(key)) && !isEmpty ? '[redacted]' : safeValue(value, depth);
}

function safeValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isErrorLike(value)) return plainError(value);
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (value instanceof Date) return value;
  if (depth === DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => safeValue(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, safeField(key, inner, depth + 1)]));
}

function bare(key: string): string {
  return key.toLowerCase().replaceAll(/[-_]/g, '');
}
