import type { Outcome } from './ask-for-sync.ts';
import type { Place } from './gesture.ts';
import { explainOutcome } from './messages/answer.ts';
import type { Parts } from './parts.ts';

/**
 * Tells what came of a request, where it belongs: what C1 was asked, to everybody in the place; why it was not asked,
 * to the person alone. A gesture that was delivered twice has been told once.
 */
export async function tellOutcome(parts: Parts, outcome: Outcome, place: Place): Promise<void> {
  const { announcer, access, clock, tellPerson } = parts;
  switch (outcome.kind) {
    case 'queued':
    case 'unclear':
      return announcer.announce(outcome.run, { replyTo: place.responseUrl });
    case 'refused':
      return announcer.announce(outcome.run, { replyTo: place.responseUrl, error: outcome.error });
    default: {
      const sentence = explainOutcome(outcome, { managers: access.managers(), now: clock.now() });
      if (sentence !== undefined) await tellPerson(place, sentence);
    }
  }
}
