import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { tellDecision } from '../tell-decision.ts';
import { readDenyAccess } from './deny-access.ts';
import { publishHome } from './publish-home.ts';
import type { GivenView } from './request-sync.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** A denial, with its reason. The right is looked at once more: the modal may have been open for long. */
export async function submitDenyAccess(parts: Parts, { ack, view }: Args, { person }: Caller): Promise<void> {
  must(parts.access.manage(person));
  await ack();
  const { id, seen, reason } = readDenyAccess(view as GivenView);
  const decided = await parts.decideAccess.deny(person, id, reason, seen);
  // Denied in the Home tab, which shows it no more.
  if (seen === null) await publishHome(parts, person);
  await tellDecision(parts, decided, {
    userId: person.userId,
    channelId: seen?.channelId ?? null,
    responseUrl: null,
  });
}
