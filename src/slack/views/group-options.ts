import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import { option } from '../messages/block-kit.ts';
import type { Parts } from '../parts.ts';

type Args = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** The most options a menu takes (block_suggestion payload, docs.slack.dev). */
const MOST_OPTIONS = 100;

/** The user groups that a manager can give access to. Where Slack names none, whatever the reason, the menu is empty. */
export async function groupOptions(
  { access, groupList }: Parts,
  { ack, options }: Args,
  { person }: Caller,
): Promise<void> {
  must(access.manage(person));
  const groups = await groupList.search(options.value ?? '', MOST_OPTIONS);
  await ack({ options: groups.map(({ groupId, name, handle }) => option(name || handle, groupId, `@${handle}`)) });
}
