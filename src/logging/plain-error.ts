/** What the log keeps of an error. */
export interface PlainError {
  readonly name: string;
  readonly message: string;
  readonly code?: string | number;
  /** `data.error` of an error of Slack's Web API, such as `channel_not_found`. */
  readonly slackError?: string;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** Errors inside errors: deeper ones are only named. */
const DEPTH = 5;
const SIBLINGS = 5;

/** Also errors that crossed a realm or were copied, and so are no instances any more. */
export function isErrorLike(value: unknown): value is Error {
  if (value instanceof Error) return true;
  if (typeof value !== 'object' || value === null || !('message' in value)) return false;
  return typeof value.message === 'string' && ('stack' in value || 'isAxiosError' in value);
}

/**
 * Keeps what explains an error and leaves what it carries: the errors of axios and Slack hold the request with its
 * headers and body.
 */
export function plainError(error: Error, depth = 0): PlainError {
  const { name, message, stack, code, cause, original, errors, data } = error as Error & Record<string, unknown>;
  const slackError = typeof data === 'object' && data !== null && 'error' in data ? data.error : undefined;
  const inner = (value: unknown) => plainCause(value, depth + 1);
  // Bolt and Slack's clients keep the cause as `original`.
  const because = cause ?? original;
  return {
    name: String(name),
    message: String(message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof slackError === 'string' ? { slackError } : {}),
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(because === undefined || because === null ? {} : { cause: inner(because) }),
    ...(Array.isArray(errors) ? { errors: errors.slice(0, SIBLINGS).map(inner) } : {}),
  };
}

/** A cause may be anything that was thrown; what is no error is kept only if it is a plain value. */
function plainCause(cause: unknown, depth: number): unknown {
  if (isErrorLike(cause))
    return depth > DEPTH ? { name: String(cause.name), message: cause.message } : plainError(cause, depth);
  return typeof cause === 'object' || typeof cause === 'function' ? `[${typeof cause}]` : cause;
}
