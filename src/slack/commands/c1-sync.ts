import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { must } from '../../use-cases/access.ts';
import { type Command, parseCommand } from '../command-text.ts';
import type { Caller } from '../guard.ts';
import { inTime } from '../in-time.ts';
import { helpMessage } from '../messages/help.ts';
import type { Parts } from '../parts.ts';
import { mustStillBeMember } from '../still-member.ts';
import { openRequestSync } from '../views/open-request-sync.ts';
import { matching } from '../views/wish.ts';
import { audit } from './audit.ts';
import { history } from './history.ts';
import { allow, revoke, who } from './manage-access.ts';
import { pauseNamed, resumeNamed } from './pause-resume.ts';
import { runNow } from './run-now.ts';
import { status } from './status.ts';

/** Answered in a message, so nothing runs out while Slack is asked who somebody is; the others ask as they change something. */
const SHOWS: ReadonlySet<Command['verb']> = new Set(['status', 'history', 'who', 'audit']);

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/c1-sync …`: read the text, acknowledge, let the verb decide what the person may. */
export async function c1Sync(parts: Parts, { ack, command }: Args, caller: Caller): Promise<void> {
  const { person, place } = caller;
  const asked = parseCommand(command.text ?? '');
  parts.log.info({ user: person.userId, channel: place.channelId, verb: asked.verb }, 'command');
  parts.metrics.count('command', { verb: asked.verb });
  if (asked.verb === 'allow' || asked.verb === 'revoke') {
    const change = asked.verb === 'allow' ? allow(parts, caller, asked) : revoke(parts, caller, asked.subject);
    return parts.tellPerson(place, await ackWhenDone(parts, ack, change));
  }
  if (asked.verb === 'run') return runNow(parts, command.trigger_id, caller, asked.words, ack);
  await ack();
  if (SHOWS.has(asked.verb)) await mustStillBeMember(parts, person);
  switch (asked.verb) {
    case 'open':
      must(parts.access.sync(person));
      return openRequestSync(parts, command.trigger_id, caller, matching(asked.words));
    case 'pause':
      return pauseNamed(parts, caller, asked.words);
    case 'resume':
      return resumeNamed(parts, command.trigger_id, caller, asked.words);
    case 'status':
      return status(parts, caller, asked.words);
    case 'history':
      return history(parts, caller, asked.words);
    case 'who':
      return who(parts, caller);
    case 'audit':
      return audit(parts, caller, asked);
    case 'help': {
      const { access } = parts;
      const may = {
        view: access.view(person).allowed,
        sync: access.sync(person).allowed,
        pause: access.pause(person).allowed,
        manage: access.manage(person).allowed,
      };
      return parts.tellPerson(place, helpMessage(may, access.managers()));
    }
  }
}

/** A disk writes in milliseconds; Slack gives 3 s. */
const DONE_SOON_MS = 1_000;

/** What Slack shows as taken is in force: the next thing anybody does already meets the new list. */
async function ackWhenDone<T>({ clock }: Parts, ack: Args['ack'], work: Promise<T>): Promise<T> {
  try {
    await inTime(clock, DONE_SOON_MS, work);
  } finally {
    await ack();
  }
  return work;
}
