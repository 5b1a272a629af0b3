import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { mayAsk } from '../../domain/access-request.ts';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import { waitingLine } from '../messages/access-request-message.ts';
import type { Parts } from '../parts.ts';
import { askForAccessView } from '../views/ask-for-access.ts';
import { openView } from '../views/open-view.ts';
import { scopeFor } from '../views/scope-option.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** More than anybody can have waiting, some answered ones among them. */
const LOOKED_AT = 50;

/** "Ask for access", under a refusal: opens the modal, with the connector that the refusal was about. */
export async function openAskForAccess(
  parts: Parts,
  { ack, action, body }: Args,
  { person, place }: Caller,
): Promise<void> {
  await ack();
  must(mayAsk(parts.access.view(person)));
  const preset = scopeFor((action.value ?? '').trim(), parts.index) ?? null;
  const waiting = (await parts.requests.requestsBy(person, LOOKED_AT)).filter(({ state }) => state === 'waiting');
  const { channelId, responseUrl } = place;
  const view = askForAccessView({ channelId, responseUrl }, preset, waiting.map(waitingLine));
  await openView(parts, body.trigger_id, view, place);
}
