import type { AllMiddlewareArgs, SlackOptionsMiddlewareArgs } from '@slack/bolt';
import type { Verb } from '../../domain/access.ts';
import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { connectorOption } from './request-sync.ts';

type Args = SlackOptionsMiddlewareArgs<'block_suggestion'> & AllMiddlewareArgs;

/** The most options a menu takes (block_suggestion payload, docs.slack.dev). */
const MOST_OPTIONS = 100;
/** Slack gives 3 s; right after a start the list may still be on its way. */
const WAIT_FOR_LIST_MS = 2_000;

/** A menu's typeahead, from memory: the connectors for which this person has the right, best match first. */
export function connectorOptions(right: Verb) {
  return async ({ access, index }: Parts, { ack, options }: Args, { person }: Caller): Promise<void> => {
    if (!access.may(right, person).allowed) return ack({ options: [] });
    if (index.size === 0) await index.loaded(WAIT_FOR_LIST_MS);
    const found = index.search(options.value ?? '', MOST_OPTIONS, access.admits(right, person));
    await ack({ options: found.map(connectorOption) });
  };
}
