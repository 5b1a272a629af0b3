import type { Decided } from '../use-cases/decide-access.ts';
import type { Place } from './gesture.ts';
import { answeredBefore } from './messages/access-request-message.ts';
import type { Parts } from './parts.ts';

/** Tells a manager what their answer to a request did not do. What it did, the request's message shows to everybody. */
export async function tellDecision({ tellPerson }: Parts, decided: Decided, place: Place): Promise<void> {
  switch (decided.kind) {
    case 'decided':
      return;
    case 'decided-before':
      return tellPerson(place, answeredBefore(decided.request));
    case 'own':
      return tellPerson(place, 'Nobody decides about their own request: another manager has to.');
    case 'unknown':
      return tellPerson(place, 'That request is too long ago: nothing is known of it any more.');
  }
}
