import type { Button } from '@slack/types';
import { type ConnectorRef, connectorKey, type NamedConnector } from '../../domain/connector.ts';
import { type C1SyncError, C1Unavailable } from '../../domain/errors.ts';
import { referenceOf, type SyncRun } from '../../domain/sync-run.ts';
import type { PauseAnswer } from '../../use-cases/pause-connector.ts';
import { PAUSE_CONNECTOR, RESUME_CONNECTOR } from '../ids.ts';
import { pausedSentence } from './answer.ts';
import { actions, button, type Message, plain, section } from './block-kit.ts';
import { escaped, mention } from './mrkdwn.ts';
import { explain, type ProblemContext } from './problem.ts';

/** For everybody: somebody paused a connector. With the way back. */
export function pausedMessage(userId: string, connector: NamedConnector): Message {
  const what = escaped(connector.label, 100);
  const until = 'it neither syncs nor provisions until somebody resumes it.';
  return {
    text: `${mention(userId)} paused ${what} in C1: ${until}`,
    blocks: [section(`${mention(userId)} paused *${what}* in C1: ${until}`), actions(resumeButton(connector))],
  };
}

/** For the person who asked for a pause that did not come of it. */
export function notPausedMessage(
  answer: Exclude<PauseAnswer, { readonly kind: 'paused' }>,
  context: ProblemContext,
): Message {
  const { kind, connector } = answer;
  const what = escaped(connector.label, 100);
  switch (kind) {
    case 'was-paused':
      return withButton(`${pausedSentence(connector)} Nothing was sent.`, resumeButton(connector));
    case 'unclear':
      return onlyText(
        `C1 did not answer clearly, and ${what} shows no pause so far. Look at it in C1 before you ask again; ` +
          `reference \`${context.reference}\`.`,
      );
    case 'refused':
      return onlyText(`${what}: ${whyRefused(answer.error, context)}`);
  }
}

/** For the person who wants to resume what is not paused. */
export function nothingToResume(connector: NamedConnector): Message {
  return onlyText(`${escaped(connector.label, 100)} is not paused in C1, so nothing was sent.`);
}

/** For the person whose resume C1 refused. */
export function notResumedMessage(
  run: SyncRun,
  error: C1SyncError,
  context: Omit<ProblemContext, 'reference'>,
): Message {
  return onlyText(`${escaped(run.label, 100)}: ${whyRefused(error, { ...context, reference: referenceOf(run) })}`);
}

/** Why C1 did not pause or resume, where that is not for the same reasons as a sync. In mrkdwn. */
function whyRefused(error: C1SyncError, context: ProblemContext): string {
  const { reference } = context;
  if (error instanceof C1Unavailable) {
    return `C1 did not answer, so nothing was changed. Try again in a minute; reference \`${reference}\`.`;
  }
  return explain(error, context);
}

/** @param nth of several candidates: keeps action ids unique in a message */
export function pauseButton(connector: NamedConnector, nth: number): Button {
  const text =
    `C1 stops the syncs of ${connector.label} and its provisioning as well: access that is granted or taken away in C1 ` +
    'does not reach it until somebody resumes it.';
  return {
    ...button(`${PAUSE_CONNECTOR}:${nth}`, connector.label, connectorKey(connector)),
    confirm: {
      title: plain('Pause this connector?', 100),
      text: plain(text, 300),
      confirm: plain('Pause it', 30),
      deny: plain('Leave it', 30),
      style: 'danger',
    },
  };
}

/** One of several candidates, by its name. */
export function resumeCandidate(connector: NamedConnector, nth: number): Button {
  return button(`${RESUME_CONNECTOR}:${nth}`, connector.label, connectorKey(connector));
}

export function resumeButton(ref: ConnectorRef): Button {
  return button(RESUME_CONNECTOR, 'Resume', connectorKey(ref));
}

function onlyText(text: string): Message {
  return { text, blocks: [section(text)] };
}

function withButton(text: string, way: Button): Message {
  return { text, blocks: [section(text), actions(way)] };
}
