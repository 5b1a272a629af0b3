import type { ConnectorRef } from '../../domain/connector.ts';
import { must } from '../../use-cases/access.ts';
import { type Caller, report } from '../guard.ts';
import { type Choice, candidatesMessage } from '../messages/candidates.ts';
import {
  nothingToResume,
  notPausedMessage,
  notResumedMessage,
  pauseButton,
  pausedMessage,
  resumeCandidate,
} from '../messages/pause-message.ts';
import type { Parts } from '../parts.ts';
import { noteTold, tellOutcome } from '../tell-outcome.ts';
import { connectorsMeant } from './connectors-meant.ts';

const TO_PAUSE: Choice = { question: 'Which one shall be paused?', button: pauseButton };
const TO_RESUME: Choice = { question: 'Which one shall be resumed?', button: resumeCandidate };

/** `/c1-sync pause <words>`: at once if exactly one connector is meant, else the candidates as buttons. */
export async function pauseNamed(parts: Parts, caller: Caller, words: string): Promise<void> {
  const meant = await mayBePaused(parts, caller, words);
  if (meant.kind === 'one') return pauseNow(parts, meant.connector, caller);
  await parts.tellPerson(caller.place, candidatesMessage(words, meant.candidates, TO_PAUSE));
}

/** `/c1-sync resume <words>`: likewise. */
export async function resumeNamed(parts: Parts, triggerId: string, caller: Caller, words: string): Promise<void> {
  const meant = await mayBePaused(parts, caller, words);
  if (meant.kind === 'one') return resumeNow(parts, meant.connector, `command:${triggerId}`, caller);
  await parts.tellPerson(caller.place, candidatesMessage(words, meant.candidates, TO_RESUME));
}

/** A pause is for everybody to know; why there is none, for the person who asked. */
export async function pauseNow(parts: Parts, ref: ConnectorRef, { person, place }: Caller): Promise<void> {
  const answer = await parts.pauseConnector({ person, ref, channelId: place.channelId });
  if (answer.kind === 'paused') return parts.tellPlace(place, pausedMessage(person.userId, answer.connector));
  const reference = 'error' in answer ? report(parts, answer.error, place).reference : '';
  const context = { managers: parts.access.managers(), now: parts.clock.now(), reference };
  await parts.tellPerson(place, notPausedMessage(answer, context));
}

/** What C1 does then is a sync, which is told and followed as one. A refusal is for the person alone. */
export async function resumeNow(
  parts: Parts,
  ref: ConnectorRef,
  gesture: string,
  { person, place }: Caller,
): Promise<void> {
  const answer = await parts.resumeConnector({ person, ref, gesture, channelId: place.channelId });
  switch (answer.kind) {
    case 'not-paused':
      return parts.tellPerson(place, nothingToResume(answer.connector));
    case 'refused': {
      const context = { managers: parts.access.managers(), now: parts.clock.now() };
      await parts.tellPerson(place, notResumedMessage(answer.run, answer.error, context));
      return noteTold(parts, answer);
    }
    default:
      return tellOutcome(parts, answer, place);
  }
}

function mayBePaused({ access, index }: Parts, { person }: Caller, words: string) {
  must(access.pause(person));
  return connectorsMeant(index, words, access.admits('pause', person));
}
