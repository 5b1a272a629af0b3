import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { FATAL_TOKEN_ERRORS } from '../sign-in.ts';

/** Slack's word for a refusal, such as `channel_not_found`; undefined: it did not refuse but failed. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

export function isTokenRefused(error: unknown): boolean {
  return FATAL_TOKEN_ERRORS.has(refusalOf(error) ?? '');
}

/** Why a call got no answer that says anything, as a clause. */
export function whySlackFailed(error: unknown): string {
  if (error instanceof WebAPIPlatformError) return `Slack answered ${error.data.error}`;
  if (error instanceof WebAPIRateLimitedError) return `Slack asks to wait ${error.retryAfter} s`;
  if (error instanceof WebAPIHTTPError) return `Slack, or a proxy, answered ${error.statusCode}`;
  if (error instanceof WebAPIRequestError) return `Slack gave no answer (${codeOf(error.original)})`;
  return error instanceof Error ? error.message : String(error);
}

/** undici puts the system's error into `cause`. */
function codeOf(error: unknown): string {
  const { code, cause, name }: { code?: unknown; cause?: unknown; name?: unknown } = Object(error);
  if (typeof code === 'string') return code;
  return cause === undefined ? String(name ?? error) : codeOf(cause);
}

/** What helps when Slack gives no answer. */
export const REACH_SLACK = 'let this machine reach Slack over HTTPS (HTTPS_PROXY is honoured), or try again later';
