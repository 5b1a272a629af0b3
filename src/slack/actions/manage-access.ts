import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import { removeGrant } from '../change-access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { giveAccessView } from '../views/give-access.ts';
import { openView } from '../views/open-view.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Give access" in the Home tab. */
export async function openGiveAccess(parts: Parts, { ack, body }: Args, { person, place }: Caller): Promise<void> {
  await ack();
  must(parts.access.manage(person));
  const opening = openView(parts, body.trigger_id, giveAccessView(), place);
  parts.standings.expectSoon(person);
  await opening;
}

/** "Remove" beside a grant, confirmed. The tab then shows the list without it. */
export async function removeGrantClicked(parts: Parts, { ack, action }: Args, { person }: Caller): Promise<void> {
  await ack();
  must(parts.access.manage(person));
  await removeGrant(parts, person, action.value ?? '');
}
