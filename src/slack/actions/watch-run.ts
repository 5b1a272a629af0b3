import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { BadInput } from '../../domain/errors.ts';
import { hasEnded, type SyncRun } from '../../domain/sync-run.ts';
import { must } from '../../use-cases/access.ts';
import type { Caller } from '../guard.ts';
import { escaped } from '../messages/mrkdwn.ts';
import { stateText } from '../messages/run-state.ts';
import type { Parts } from '../parts.ts';
import { mustStillBeMember } from '../still-member.ts';

type Args = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** "Watch" on the message about a run: whoever may see the connector is mentioned at its end. */
export async function watchRun(parts: Parts, { ack, action }: Args, { person, place }: Caller): Promise<void> {
  await ack();
  const run = await runNamed(parts, action.value);
  await mustStillBeMember(parts, person);
  must(parts.access.view(person, run));
  const what = escaped(run.label, 100);
  if (hasEnded(run)) {
    const { state } = stateText(run, { now: parts.clock.now(), usualMs: null, unreadable: false });
    return parts.tellPerson(place, `${what} has ended already: ${state}.`);
  }
  if (run.requestedBy === person.userId) {
    return parts.tellPerson(place, `You asked for ${what} yourself: you will be mentioned when it ends.`);
  }
  const watcher = { userId: person.userId, direct: place.channelId !== seenIn(run) };
  await parts.runs.watchRun(run.id, watcher, place.channelId);
  await parts.tellPerson(place, `You will be told when ${what} ends.`);
}

/** The conversation whose thread tells of its end; the message's own place may not be recorded yet. */
function seenIn({ message, channelId }: SyncRun): string | null {
  return message?.channelId ?? channelId;
}

export async function unwatchRun(parts: Parts, { ack, action }: Args, { person, place }: Caller): Promise<void> {
  await ack();
  const run = await runNamed(parts, action.value);
  await mustStillBeMember(parts, person);
  must(parts.access.view(person, run));
  const what = escaped(run.label, 100);
  if (run.requestedBy === person.userId) {
    return parts.tellPerson(place, `You asked for ${what} yourself, so you will be told how it ends.`);
  }
  await parts.runs.unwatchRun(run.id, person.userId, place.channelId);
  await parts.tellPerson(place, `You will not be told about ${what} any more.`);
}

/** @throws {BadInput} it is too long ago */
export async function runNamed({ runs }: Parts, id: string | undefined): Promise<SyncRun> {
  const run = await runs.run(id ?? '');
  if (run === undefined) throw new BadInput('That sync is too long ago: nothing is known of it any more.');
  return run;
}
