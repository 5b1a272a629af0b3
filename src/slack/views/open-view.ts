import type { ModalView } from '@slack/types';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { Place } from '../gesture.ts';
import type { Parts } from '../parts.ts';

/** What Slack says about a trigger that came too late (slack-platform 3.3). */
const TOO_LATE = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'trigger_expired']);

/** Opens a modal in answer to a click. The button is still there, so a click that came too late is simply repeated. */
export async function openView(
  { slack, log, tellPerson }: Parts,
  triggerId: string,
  view: ModalView,
  place: Place,
): Promise<void> {
  try {
    await slack.views.open({ trigger_id: triggerId, view });
  } catch (error) {
    if (!isTooLate(error)) throw error;
    log.warn({ user: place.userId, err: error }, 'Slack did not open a modal');
    await tellPerson(place, 'Slack was slow just now, and the window could not be opened. Click once more.');
  }
}

/** Slack took no window for a reason that a fresh trigger can cure. */
export function isTooLate(error: unknown): boolean {
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError) return true;
  if (error instanceof WebAPIRateLimitedError) return true;
  if (!(error instanceof WebAPIPlatformError)) return false;
  // Seen as invalid_arguments as well, with the reason in its details (slackapi/bolt-js#895).
  const details = JSON.stringify(error.data.response_metadata?.messages ?? []);
  return TOO_LATE.has(error.data.error) || details.includes('trigger_id');
}
