import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { parseConnectorKey } from '../../domain/connector.ts';
import { NoSuchConnector } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { syncNow } from '../commands/run-now.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** One of the buttons under "several connectors match". */
export async function syncCandidate(parts: Parts, { ack, action, body }: Args, caller: Caller): Promise<void> {
  const ref = parseConnectorKey(action.value ?? '');
  if (ref === undefined) throw new NoSuchConnector('');
  must(parts.access.sync(caller.person, ref));
  // The message, not the click: two clicks on one button are one wish.
  const { message_ts: message = body.trigger_id } = body.container as { message_ts?: string };
  await syncNow(parts, { ref, gesture: `candidates:${message}` }, caller, ack);
}
