import type { ConnectorRef, NamedConnector } from '../../domain/connector.ts';
import { ConnectorsUnknown, NoSuchConnector, NotAllowed } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { askForSync } from '../ask-for-sync.ts';
import type { Caller } from '../guard.ts';
import { explainOutcome } from '../messages/answer.ts';
import { candidatesMessage, MOST_CANDIDATES } from '../messages/candidates.ts';
import type { Parts } from '../parts.ts';
import { tellOutcome } from '../tell-outcome.ts';

/** A command can take its time, it has been acknowledged; past this the person is told that the list is not there. */
const WAIT_FOR_LIST_MS = 10_000;

/** `/c1-sync run <words>`: at once if exactly one connector is meant, else the candidates as buttons. */
export async function runNow(parts: Parts, triggerId: string, caller: Caller, words: string): Promise<void> {
  const { access, index, tellPerson } = parts;
  must(access.sync(caller.person));
  await index.loaded(WAIT_FOR_LIST_MS);
  const state = index.state();
  if (state.kind !== 'ready' && index.size === 0)
    throw state.kind === 'failed' ? state.error : new ConnectorsUnknown('no connectors are known yet');

  const admits = (connector: NamedConnector) => access.sync(caller.person, connector).allowed;
  const meant = index.theOneMeant(words, admits);
  if (meant !== undefined) return syncNow(parts, meant, `command:${triggerId}`, caller);
  const candidates = index.search(words, MOST_CANDIDATES + 1, admits);
  if (candidates.length === 0) {
    throw index.search(words, 1).length > 0 ? new NotAllowed('out-of-scope') : new NoSuchConnector(words);
  }
  await tellPerson(caller.place, candidatesMessage(words, candidates));
}

/** One connector, named for certain. A refusal is for the person alone: nobody else saw them ask. */
export async function syncNow(
  parts: Parts,
  ref: ConnectorRef,
  gesture: string,
  { person, place }: Caller,
): Promise<void> {
  const request = { person, ref, gesture, channelId: place.channelId, reason: null };
  const outcome = await askForSync(parts, request, place);
  if (outcome.kind === 'same-gesture') {
    return parts.tellPerson(place, 'You have asked with this button already. To ask anew, run the command again.');
  }
  if (outcome.kind !== 'refused') return tellOutcome(parts, outcome, place);
  const sentence = explainOutcome(outcome, { managers: parts.access.managers(), now: parts.clock.now() });
  await parts.tellPerson(place, sentence ?? '');
}
