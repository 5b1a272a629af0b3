import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { connectorOption } from './request-sync.ts';

type Args = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** The most options a menu takes (block_suggestion payload, docs.slack.dev). */
const MOST_OPTIONS = 100;
/** Slack gives 3 s; right after a start the list may still be on its way. */
const WAIT_FOR_LIST_MS = 2_000;

/** The menu's typeahead, from memory: what this person may sync, best match first. */
export async function connectorOptions(parts: Parts, { ack, options }: Args, { person }: Caller): Promise<void> {
  const { access, index } = parts;
  if (!access.sync(person).allowed) return ack({ options: [] });
  if (index.size === 0) await index.loaded(WAIT_FOR_LIST_MS);
  const found = index.search(options.value ?? '', MOST_OPTIONS, (connector) => access.sync(person, connector).allowed);
  await ack({ options: found.map(connectorOption) });
}
