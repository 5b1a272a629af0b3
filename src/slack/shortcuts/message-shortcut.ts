import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { openRequestSync } from '../views/open-request-sync.ts';
import { namedIn } from '../views/wish.ts';
import { textOf } from './message-text.ts';

type Args = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

/** "Sync this C1 connector" on a message: the modal opens there, with the connector that the message names. */
export async function messageShortcut(parts: Parts, { ack, shortcut }: Args, caller: Caller): Promise<void> {
  await ack();
  const { person, place } = caller;
  parts.log.info({ user: person.userId, channel: place.channelId, shortcut: shortcut.callback_id }, 'shortcut');
  must(parts.access.sync(person));
  await openRequestSync(parts, shortcut.trigger_id, caller, namedIn(textOf(shortcut.message)));
}
