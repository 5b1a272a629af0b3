import { must } from '../../use-cases/access.ts';
import type { SyncRequest } from '../../use-cases/request-sync.ts';
import { askAcknowledged } from '../ask-acknowledged.ts';
import type { Caller } from '../guard.ts';
import { explainOutcome } from '../messages/answer.ts';
import { candidatesMessage } from '../messages/candidates.ts';
import type { Parts } from '../parts.ts';
import { noteTold, tellOutcome } from '../tell-outcome.ts';
import { connectorsMeant } from './connectors-meant.ts';

type Ack = () => Promise<unknown>;

/** `/c1-sync run <words>`: at once if exactly one connector matches, else the candidates as buttons. */
export async function runNow(parts: Parts, triggerId: string, caller: Caller, words: string, ack: Ack): Promise<void> {
  const { access, index, tellPerson } = parts;
  must(access.sync(caller.person));
  // Slack gives 3 s, and right after a start the list may need longer.
  if (index.state().kind === 'loading') await ack();
  const meant = await connectorsMeant(index, words, access.admits('sync', caller.person));
  if (meant.kind === 'one') {
    return syncNow(parts, { ref: meant.connector, gesture: `command:${triggerId}` }, caller, ack);
  }
  await ack();
  await tellPerson(caller.place, candidatesMessage(words, meant.candidates));
}

/** One connector, named for certain. A refusal is for the person alone: nobody else saw them ask. */
export async function syncNow(
  parts: Parts,
  wish: Pick<SyncRequest, 'ref' | 'gesture' | 'restart'>,
  { person, place }: Caller,
  ack: Ack,
): Promise<void> {
  const request = { ...wish, person, channelId: place.channelId, reason: null };
  const outcome = await askAcknowledged(parts, ack, request, place);
  if (outcome.kind === 'same-gesture') {
    return parts.tellPerson(place, 'You have asked with this button already. To ask anew, run the command again.');
  }
  if (outcome.kind !== 'refused') return tellOutcome(parts, outcome, place);
  const sentence = explainOutcome(outcome, { managers: parts.access.managers(), now: parts.clock.now() });
  await parts.tellPerson(place, sentence ?? '');
  await noteTold(parts, outcome);
}
