import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import type { NamedConnector } from '../../domain/connector.ts';
import type { Caller } from '../guard.ts';
import { OPEN_REQUEST_SYNC } from '../ids.ts';
import { actions, button, section } from '../messages/block-kit.ts';
import { escaped } from '../messages/mrkdwn.ts';
import { explain } from '../messages/problem.ts';
import type { Parts } from '../parts.ts';
import { requestSyncView } from './request-sync.ts';
import { updateView } from './update-view.ts';

/** With words to find, a list that is still being read is waited for this long: the trigger lives 3 s. */
const WAIT_FOR_LIST_MS = 1_000;
/** A reading that C1 lets hang is given up after some 45 s. */
const WAIT_FOR_NOTICE_MS = 60_000;

/** What Slack says about a trigger that came too late (slack-platform 3.3). */
const TOO_LATE = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'trigger_expired']);

/**
 * Opens the modal for somebody who may sync. No call to C1 stands before it; the token, the connection and a fresh
 * list are fetched meanwhile.
 *
 * @param words what to choose the best match for; may be empty
 */
export async function openRequestSync(
  parts: Parts,
  triggerId: string,
  { person, place }: Caller,
  words: string,
): Promise<void> {
  const { access, index, slack, inFlight, log } = parts;
  if (words !== '') await index.loaded(WAIT_FOR_LIST_MS);
  const admits = (connector: NamedConnector) => access.sync(person, connector).allowed;
  const preset = words === '' ? null : (index.search(words, 1, admits)[0] ?? null);
  const memory = { channelId: place.channelId, responseUrl: place.responseUrl, preset };
  const opening = slack.views.open({
    trigger_id: triggerId,
    view: requestSyncView(memory, noticeFor(parts, words, preset)),
  });
  index.refreshIfStale();
  inFlight.add(parts.warmUpC1(), (error) => log.error({ err: error }, 'C1 could not be warmed up'));

  const opened = await opening.catch(async (error: unknown) => {
    if (!isTooLate(error)) throw error;
    log.warn({ user: person.userId, err: error }, 'Slack did not open the modal');
    await parts.tellPerson(place, tooLate(words));
  });
  const viewId = opened?.view?.id;
  if (viewId === undefined || index.state().kind === 'ready') return;
  inFlight.add(tellWhenRead(parts, viewId, admits, memory, words), (error) =>
    log.error({ err: error }, 'an open modal could not be updated'),
  );
}

/** The list was not there when the modal opened: once it is (or cannot be had), the modal says so. */
async function tellWhenRead(
  parts: Parts,
  viewId: string,
  admits: (connector: NamedConnector) => boolean,
  memory: Parameters<typeof requestSyncView>[0],
  words: string,
): Promise<void> {
  const { index } = parts;
  if (index.state().kind === 'failed') await index.refresh();
  await index.loaded(WAIT_FOR_NOTICE_MS);
  const preset = words === '' ? null : (index.search(words, 1, admits)[0] ?? null);
  const view = requestSyncView({ ...memory, preset }, noticeFor(parts, words, preset));
  await updateView(parts, { view_id: viewId, view });
}

/** In mrkdwn; null where all is as it should be. */
function noticeFor(
  { index, access, newId, clock, log }: Parts,
  words: string,
  preset: NamedConnector | null,
): string | null {
  const state = index.state();
  if (state.kind === 'failed') {
    const reference = newId().slice(0, 8);
    log.warn({ reference, err: state.error }, 'a modal opened without a list of connectors');
    const why = explain(state.error, { managers: access.managers(), reference, now: clock.now() });
    return `:warning: The list of connectors cannot be read from C1. ${why}`;
  }
  if (state.kind === 'loading') return ':hourglass_flowing_sand: Reading the list of connectors from C1 …';
  if (words !== '' && preset === null)
    return `Nothing matches “${escaped(words, 100)}”. Type a few letters of the name above.`;
  return null;
}

/** Slack took no window for a reason that a fresh trigger can cure. */
function isTooLate(error: unknown): boolean {
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError) return true;
  if (error instanceof WebAPIRateLimitedError) return true;
  if (!(error instanceof WebAPIPlatformError)) return false;
  // Seen as invalid_arguments as well, with the reason in its details (slackapi/bolt-js#895).
  const details = JSON.stringify(error.data.response_metadata?.messages ?? []);
  return TOO_LATE.has(error.data.error) || details.includes('trigger_id');
}

function tooLate(words: string) {
  const text = 'Slack was slow just now, and the window could not be opened. Try once more:';
  return {
    text,
    blocks: [section(text), actions(button(OPEN_REQUEST_SYNC, 'Sync a connector', words || ' ', 'primary'))],
  };
}
