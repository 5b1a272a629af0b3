import type { Outcome } from './ask-for-sync.ts';
import type { Place } from './gesture.ts';
import { explainOutcome } from './messages/answer.ts';
import { actions, section } from './messages/block-kit.ts';
import { joinedMessage } from './messages/joined-message.ts';
import { resumeButton } from './messages/pause-message.ts';
import type { Parts } from './parts.ts';

/**
 * Tells what came of a request, where it belongs: what C1 was asked, to everybody in the place; why it was not asked,
 * to the person alone. A gesture that was delivered twice has been told once.
 */
export async function tellOutcome(parts: Parts, outcome: Outcome, place: Place): Promise<void> {
  const { tellRun, access, clock, tellPerson, installation } = parts;
  switch (outcome.kind) {
    case 'queued':
    case 'unclear':
      return tellRun.announce(outcome.run, { replyTo: place.responseUrl });
    case 'refused':
      return tellRun.announce(outcome.run, { replyTo: place.responseUrl, error: outcome.error });
    case 'joined':
      if (outcome.isNew) await tellRun.announce(outcome.run, { replyTo: place.responseUrl });
      return tellPerson(place, joinedMessage(outcome.run, place.userId, clock.now()));
    default: {
      const sentence = explainOutcome(outcome, { managers: access.managers(), now: clock.now() });
      if (sentence === undefined) return;
      const person = { userId: place.userId, teamId: installation.teamId };
      const mayResume = outcome.kind === 'paused' && access.pause(person, outcome.connector).allowed;
      const resume = mayResume ? [actions(resumeButton(outcome.connector))] : [];
      await tellPerson(place, { text: sentence, blocks: [section(sentence), ...resume] });
    }
  }
}

/** A refusal that the person read where they asked needs no message: otherwise a restart would send one. */
export async function noteTold({ runs, clock, log }: Parts, outcome: Outcome): Promise<void> {
  if (outcome.kind !== 'refused') return;
  try {
    await runs.changeRun(outcome.run.id, { endToldAt: clock.now() });
  } catch (error) {
    log.error({ err: error, run: outcome.run.id }, 'what was told of a sync could not be recorded');
  }
}
