import type { Person } from '../domain/access.ts';
import { C1SyncError, OutsiderRefused } from '../domain/errors.ts';
import { type Attempt, type AttemptPayload, attemptOf, refusalOf } from './attempt.ts';
import { type CallerPayload, identify } from './caller.ts';
import { connectorClicked, type GesturePayload, type Place, placeOf } from './gesture.ts';
import { explain, withoutMarkup } from './messages/problem.ts';
import { refusalMessage } from './messages/refusal-message.ts';
import type { Parts } from './parts.ts';

interface ListenerArgs {
  readonly body: CallerPayload & GesturePayload & AttemptPayload;
  /** Events have none: Bolt acknowledges them. */
  readonly ack?: unknown;
}

/** What a handler gets besides Bolt's arguments: somebody who was identified, and where to answer them. */
export interface Caller {
  readonly person: Person;
  readonly place: Place;
}

/**
 * What every listener goes through: who is it (strangers and bots end here), then the handler, which decides what they
 * may do, then, whatever happened, an acknowledgement and a sentence. A listener that throws before it acknowledged
 * would otherwise never be acknowledged (slack-platform 3.2.8).
 *
 * @param answerInstead where the surface has its own place for an error (or none): what to acknowledge with, given the
 * sentence as plain text, and the error to choose the place by. Without it the person is told in a message.
 */
export function guard<A extends ListenerArgs>(
  parts: Parts,
  handler: (parts: Parts, args: A, caller: Caller) => Promise<void>,
  answerInstead?: (args: A, sentence: string, error: unknown) => object | undefined,
): (args: A) => Promise<void> {
  return async (args) => {
    let acknowledged = false;
    const ack = async (answer?: unknown): Promise<void> => {
      if (acknowledged) return;
      acknowledged = true;
      await (args.ack as ((answer?: unknown) => Promise<void>) | undefined)?.(answer);
    };
    const place = placeOf(args.body);
    try {
      const person = identify(args.body, parts.installation);
      await handler(parts, { ...args, ack }, { person, place });
    } catch (error) {
      const { sentence, recorded } = report(parts, error, place, attemptOf(args.body));
      const late = acknowledged;
      if (!late) await ack(answerInstead?.(args, withoutMarkup(sentence), error));
      await recorded;
      // A stranger is answered where they asked, and gets no direct message from us.
      const mayBeTold = !(error instanceof OutsiderRefused) || place.responseUrl !== null;
      if ((answerInstead === undefined || late) && mayBeTold) {
        await parts.tellPerson(place, refusalMessage(error, sentence, connectorClicked(args.body)));
      }
    } finally {
      await ack();
    }
  };
}

/**
 * Logs an error with a reference, and gives the sentence for the person, which carries it as well.
 *
 * @param attempt what they tried: who may not do it stands in the audit trail. Without it the error is no refusal.
 */
export function report(parts: Parts, error: unknown, { userId, channelId }: Place, attempt?: Attempt): Report {
  const reference = parts.newId().slice(0, 8);
  const fields = { reference, user: userId, channel: channelId };
  if (error instanceof OutsiderRefused) parts.log.warn({ ...fields, reason: error.reason }, 'refused an outsider');
  else if (error instanceof C1SyncError) parts.log.info({ ...fields, err: error, code: error.code }, 'not done');
  else parts.log.error({ ...fields, err: error }, 'a listener failed');
  const refusal = attempt && refusalOf(error, attempt, reference, parts.index);
  const sentence = explain(error, { managers: parts.access.managers(), reference, now: parts.clock.now() });
  const recorded = refusal === undefined ? Promise.resolve() : parts.refusals.note(refusal);
  return { reference, sentence, recorded };
}

export interface Report {
  readonly reference: string;
  /** In mrkdwn. */
  readonly sentence: string;
  /** Resolves when a refusal stands in the audit trail, or could not be written there; at once for other errors. */
  readonly recorded: Promise<void>;
}
