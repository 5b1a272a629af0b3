import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';

type Args = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Slack has opened the link by now and wants the click acknowledged; what the page shows is up to C1's own login. */
export async function openedInC1({ access, log }: Parts, { ack }: Args, { person }: Caller): Promise<void> {
  await ack();
  must(access.view(person));
  log.debug({ user: person.userId }, 'a link to C1 was opened');
}
