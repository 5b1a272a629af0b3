import type { NamedConnector } from '../../domain/connector.ts';
import { hasEnded, referenceOf, type SyncRun } from '../../domain/sync-run.ts';
import type { Outcome } from '../ask-for-sync.ts';
import { duration, escaped, mention, moment } from './mrkdwn.ts';
import { explain, type ProblemContext } from './problem.ts';
import { stateText } from './run-state.ts';

/**
 * What the person who asked is told of an outcome that is not a message for everybody: why C1 was not asked, or refused.
 * In mrkdwn; undefined where there is nothing to explain.
 */
export function explainOutcome(outcome: Outcome, context: Omit<ProblemContext, 'reference'>): string | undefined {
  switch (outcome.kind) {
    case 'queued':
    case 'unclear':
    case 'same-gesture':
    case 'joined':
      return undefined;
    case 'refused':
      return named(outcome.run.label, explain(outcome.error, { ...context, reference: referenceOf(outcome.run) }));
    case 'not-asked':
      return named(outcome.label, explain(outcome.error, { ...context, reference: outcome.reference }));
    case 'cooling-down': {
      const { run, until } = outcome;
      const again = until > context.now ? ` You can ask anew in ${duration(Math.max(until - context.now, 1000))}.` : '';
      return `${alreadyAsked(run, context.now)} Nothing was sent again.${again}`;
    }
    case 'paused':
      return pausedSentence(outcome.connector);
  }
}

/** Who asked for the sync that stands in the way, when, and how it is now. */
export function alreadyAsked(run: SyncRun, now: number): string {
  const { state } = stateText(run, { now, usualMs: null, unreadable: false });
  const ago = duration(now - run.requestedAt);
  const what = escaped(run.label, 100);
  const who = mention(run.requestedBy);
  return hasEnded(run)
    ? `${what}: ${who} asked ${ago} ago; ${state}.`
    : `${what} is already ${state}: ${who} asked ${ago} ago.`;
}

export function pausedSentence(connector: NamedConnector): string {
  const { since, reason } = connector.paused ?? { since: null, reason: null };
  const when = since === null ? '' : ` since ${moment(since)}`;
  const why = reason === null || reason.trim() === '' ? '' : ` (“${escaped(reason, 200)}”)`;
  return `${escaped(connector.label, 100)} is paused in C1${when}${why}. It does not sync until it is resumed.`;
}

export function runningSentence(connector: NamedConnector): string {
  const { startedAt } = connector.status;
  const when = startedAt === null ? '' : ` since ${moment(startedAt)}`;
  const risk = 'Asking again could stop that sync and begin anew, so nothing is sent: you will be told when it ends.';
  return `${escaped(connector.label, 100)} is running${when}. ${risk}`;
}

function named(label: string, sentence: string): string {
  return `${escaped(label, 100)}: ${sentence}`;
}
