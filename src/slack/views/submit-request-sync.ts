import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { BadInput } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { askForSync, type Outcome } from '../ask-for-sync.ts';
import type { Caller } from '../guard.ts';
import { inTime } from '../in-time.ts';
import { explainOutcome } from '../messages/answer.ts';
import { withoutMarkup } from '../messages/problem.ts';
import type { Parts } from '../parts.ts';
import { noteTold, tellOutcome } from '../tell-outcome.ts';
import { type GivenView, MOST_CONNECTORS, type RequestSyncInput, readRequestSync } from './request-sync.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** C1's answer can appear in the modal until then; Slack gives 3 s and needs some of them for the way. */
const ANSWER_IN_MODAL_MS = 2_000;

/**
 * The modal was submitted: asks C1 for each connector, once. Answers inside 2 s close the modal or appear under the
 * field; later ones come as messages.
 */
export async function submitRequestSync(parts: Parts, { ack, body, view }: Args, { person }: Caller): Promise<void> {
  const input = readRequestSync(view as GivenView);
  if (input.refs.length === 0) throw new BadInput('Choose a connector from the list.');
  if (input.refs.length > MOST_CONNECTORS)
    throw new BadInput(`Choose at most ${MOST_CONNECTORS} connectors at a time.`);
  for (const ref of input.refs) must(parts.access.sync(person, ref));

  const { channelId, reason } = input;
  const place = { userId: person.userId, channelId, responseUrl: replyAddress(body, input) };
  const gesture = `view:${view.id}`;
  const asking = input.refs.map((ref) => askForSync(parts, { person, ref, gesture, channelId, reason }, place));
  const outcomes = await inTime(parts.clock, ANSWER_IN_MODAL_MS, Promise.all(asking));
  if (outcomes?.every(keepsModalOpen)) {
    await ack({ response_action: 'errors', errors: { [input.connectorBlock]: sentences(parts, outcomes) } });
    await Promise.all(outcomes.map((outcome) => noteTold(parts, outcome)));
    return;
  }
  await ack();
  await Promise.all(asking.map(async (outcome) => tellOutcome(parts, await outcome, place)));
}

/** C1 was not asked or certainly refused: the person can change their choice or try again in the same modal. */
function keepsModalOpen({ kind }: Outcome): boolean {
  return kind === 'refused' || kind === 'not-asked' || kind === 'cooling-down' || kind === 'paused';
}

function sentences({ access, clock }: Parts, outcomes: readonly Outcome[]): string {
  const context = { managers: access.managers(), now: clock.now() };
  const all = outcomes.map((outcome) => explainOutcome(outcome, context)).filter((line) => line !== undefined);
  return withoutMarkup([...new Set(all)].join('\n'));
}

/**
 * Slack's address for the chosen conversation. The one of the command that opened the modal answers in the conversation
 * it was typed in, and nowhere else: it must not tell another conversation.
 */
function replyAddress(body: ViewSubmitAction, { channelId, memory }: RequestSyncInput): string | null {
  if (channelId === null) return null;
  const given = body.response_urls?.find((address) => address.channel_id === channelId);
  return given?.response_url ?? (memory.channelId === channelId ? memory.responseUrl : null);
}
