import type { AllMiddlewareArgs, GlobalShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { openRequestSync } from '../views/open-request-sync.ts';
import { matching } from '../views/wish.ts';

type Args = SlackShortcutMiddlewareArgs<GlobalShortcut> & AllMiddlewareArgs;

/** "Sync a C1 connector" from anywhere in Slack, threads too, where commands cannot be run. */
export async function syncShortcut(parts: Parts, { ack, shortcut }: Args, caller: Caller): Promise<void> {
  await ack();
  parts.log.info({ user: caller.person.userId, shortcut: shortcut.callback_id }, 'shortcut');
  must(parts.access.sync(caller.person));
  await openRequestSync(parts, shortcut.trigger_id, caller, matching(''));
}
