import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import { parseCommand } from '../command-text.ts';
import type { Caller } from '../guard.ts';
import { helpMessage } from '../messages/help.ts';
import type { Parts } from '../parts.ts';
import { openRequestSync } from '../views/open-request-sync.ts';
import { allow, revoke, who } from './manage-access.ts';
import { runNow } from './run-now.ts';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/c1-sync …`: acknowledge, read the text, let the verb decide what the person may. */
export async function c1Sync(parts: Parts, { ack, command }: Args, caller: Caller): Promise<void> {
  const { person, place } = caller;
  const asked = parseCommand(command.text ?? '');
  parts.log.info({ user: person.userId, channel: place.channelId, verb: asked.verb }, 'command');
  if (asked.verb === 'allow' || asked.verb === 'revoke') {
    const change = asked.verb === 'allow' ? allow(parts, caller, asked) : revoke(parts, caller, asked.userId);
    return parts.tellPerson(place, await ackWhenDone(parts, ack, change));
  }
  await ack();
  switch (asked.verb) {
    case 'open':
      must(parts.access.sync(person));
      return openRequestSync(parts, command.trigger_id, caller, asked.words);
    case 'run':
      return runNow(parts, command.trigger_id, caller, asked.words);
    case 'who':
      return who(parts, caller);
    case 'help': {
      const may = { sync: parts.access.sync(person).allowed, manage: parts.access.manage(person).allowed };
      return parts.tellPerson(place, helpMessage(may, parts.access.managers()));
    }
  }
}

/** A disk writes in milliseconds; Slack gives 3 s. */
const DONE_SOON_MS = 1_000;

/** What Slack shows as taken is in force: the next thing anybody does already meets the new list. */
async function ackWhenDone<T>({ clock }: Parts, ack: Args['ack'], work: Promise<T>): Promise<T> {
  const done = new AbortController();
  const soon = clock.sleep(DONE_SOON_MS, done.signal).catch(() => undefined);
  try {
    await Promise.race([work, soon]);
  } finally {
    done.abort();
    await ack();
  }
  return work;
}
