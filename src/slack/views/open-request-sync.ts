import type { ModalView } from '@slack/types';
import type { Caller } from '../guard.ts';
import { OPEN_REQUEST_SYNC } from '../ids.ts';
import { actions, button, section } from '../messages/block-kit.ts';
import { explain } from '../messages/problem.ts';
import type { Parts } from '../parts.ts';
import { isTooLate } from './open-view.ts';
import { requestSyncView } from './request-sync.ts';
import { takeBackWindow } from './take-back-window.ts';
import { updateView } from './update-view.ts';
import { type Chosen, NOTHING_CHOSEN, type Wish } from './wish.ts';

/** With a connector to find, a list that is still being read is waited for this long: the trigger lives 3 s. */
const WAIT_FOR_LIST_MS = 1_000;
/** A reading that C1 lets hang is given up after some 45 s. */
const WAIT_FOR_NOTICE_MS = 60_000;

/**
 * Opens the modal for somebody who may sync. No call to C1 stands before it, and no other to Slack; the token, the
 * connection, a fresh list and what Slack says of the person are fetched meanwhile.
 */
export async function openRequestSync(
  parts: Parts,
  triggerId: string,
  { person, place }: Caller,
  wish: Wish,
): Promise<void> {
  const { access, standings, index, slack, inFlight, log } = parts;
  if (wish.choose !== null) await index.loaded(WAIT_FOR_LIST_MS);
  const choose = (): Chosen => wish.choose?.(index, access.admits('sync', person)) ?? NOTHING_CHOSEN;
  const { channelId, responseUrl } = place;
  const viewOf = (chosen: Chosen) =>
    requestSyncView({ channelId, responseUrl, preset: chosen.preset }, noticeFor(parts, chosen));
  const chosen = choose();
  const opening = slack.views.open({ trigger_id: triggerId, view: viewOf(chosen) });
  index.refreshIfStale();
  standings.expectSoon(person);
  inFlight.add(parts.warmUpC1(), (error) => log.error({ err: error }, 'C1 could not be warmed up'));

  const opened = await opening.catch(async (error: unknown) => {
    if (!isTooLate(error)) throw error;
    log.warn({ user: person.userId, err: error }, 'Slack did not open the modal');
    await parts.tellPerson(place, tooLate(chosen.preset?.label ?? wish.words));
  });
  const viewId = opened?.view?.id;
  if (viewId === undefined) return;
  inFlight.add(takeBackWindow(parts, viewId, { person, place }), (error) =>
    log.error({ err: error }, 'a window could not be taken back'),
  );
  if (index.state().kind === 'ready') return;
  inFlight.add(
    tellWhenRead(parts, viewId, () => viewOf(choose())),
    (error) => log.error({ err: error }, 'an open modal could not be updated'),
  );
}

/** The list was not there when the modal opened: once it is (or cannot be had), the modal says so. */
async function tellWhenRead(parts: Parts, viewId: string, viewNow: () => ModalView): Promise<void> {
  const { index } = parts;
  if (index.state().kind === 'failed') await index.refresh();
  await index.loaded(WAIT_FOR_NOTICE_MS);
  await updateView(parts, { view_id: viewId, view: viewNow() });
}

/** In mrkdwn; null where all is as it should be. */
function noticeFor({ index, access, newId, clock, log }: Parts, { notice }: Chosen): string | null {
  const state = index.state();
  if (state.kind === 'failed') {
    const reference = newId().slice(0, 8);
    log.warn({ reference, err: state.error }, 'a modal opened without a list of connectors');
    const why = explain(state.error, { managers: access.managers(), reference, now: clock.now() });
    return `:warning: The list of connectors cannot be read from C1. ${why}`;
  }
  if (state.kind === 'loading') return ':hourglass_flowing_sand: Reading the list of connectors from C1 …';
  return notice;
}

function tooLate(words: string) {
  const text = 'Slack was slow just now, and the window could not be opened. Try once more:';
  return {
    text,
    blocks: [section(text), actions(button(OPEN_REQUEST_SYNC, 'Sync a connector', words || ' ', 'primary'))],
  };
}
