import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { isLength, LENGTHS } from '../../domain/access-request.ts';
import { BadInput } from '../../domain/errors.ts';
import type { MessagePlace } from '../../domain/sync-run.ts';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import { APPROVE_ACCESS_PATTERN } from '../ids.ts';
import type { Parts } from '../parts.ts';
import { tellDecision } from '../tell-decision.ts';
import { denyAccessView } from '../views/deny-access.ts';
import { openView } from '../views/open-view.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Approve for …" on a request for access. The message itself shows what came of it, in all its copies. */
export async function approveAccess(
  parts: Parts,
  { ack, action, body }: Args,
  { person, place }: Caller,
): Promise<void> {
  await ack();
  must(parts.access.manage(person));
  const length = APPROVE_ACCESS_PATTERN.exec(action.action_id)?.[1] ?? '';
  if (!isLength(length)) throw new BadInput('That button is too old. Use /c1-sync allow instead.');
  const seen = messageOf(body);
  const decided = await parts.decideAccess.approve(person, action.value ?? '', LENGTHS[length], seen);
  await tellDecision(parts, decided, place);
}

/** "Deny …": the reason is asked for first. */
export async function openDenyAccess(
  parts: Parts,
  { ack, action, body }: Args,
  { person, place }: Caller,
): Promise<void> {
  await ack();
  must(parts.access.manage(person));
  await openView(parts, body.trigger_id, denyAccessView({ id: action.value ?? '', seen: messageOf(body) }), place);
}

function messageOf({ container }: BlockAction): MessagePlace | null {
  const { channel_id, message_ts } = container as { channel_id?: string; message_ts?: string };
  return channel_id === undefined || message_ts === undefined ? null : { channelId: channel_id, ts: message_ts };
}
