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

function codeOf(error: Error & { readonly code?: unknown }): string {
  return typeof error.code === 'string' ? error.code : error.message;
}

/** What helps when Slack gives no answer. */
export const REACH_SLACK = 'let this machine reach Slack over HTTPS (HTTPS_PROXY is honoured), or try again later';
