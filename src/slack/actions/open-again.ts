import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { openRequestSync } from '../views/open-request-sync.ts';
import { matching } from '../views/wish.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Sync a connector" under "Slack was slow": a click brings a fresh trigger. */
export async function openAgain(parts: Parts, { ack, action, body }: Args, caller: Caller): Promise<void> {
  await ack();
  must(parts.access.sync(caller.person));
  await openRequestSync(parts, body.trigger_id, caller, matching((action.value ?? '').trim()));
}
