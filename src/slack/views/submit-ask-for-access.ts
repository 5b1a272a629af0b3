import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Asked } from '../../use-cases/ask-for-access.ts';
import type { Caller } from '../guard.ts';
import { askedMessage, waitingLine } from '../messages/access-request-message.ts';
import { withoutMarkup } from '../messages/problem.ts';
import type { Parts } from '../parts.ts';
import { readAskForAccess, SCOPE_BLOCK, WHY_BLOCK } from './ask-for-access.ts';
import type { GivenView } from './request-sync.ts';
import { scopeFor } from './scope-option.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The request is recorded before the modal closes; then managers are told, then the asker that they were. */
export async function submitAskForAccess(parts: Parts, { ack, view }: Args, { person }: Caller): Promise<void> {
  await parts.askForAccess.check(person);
  const { scope: value, verbs, forMs, why, memory } = readAskForAccess(view as GivenView);
  const scope = scopeFor(value, parts.index);
  const refuse = (block: string, sentence: string) =>
    ack({ response_action: 'errors', errors: { [block]: withoutMarkup(sentence) } });
  if (scope === undefined) return refuse(SCOPE_BLOCK, 'Choose an app or a connector from the list.');
  if (why === '') return refuse(WHY_BLOCK, 'Say why: managers decide by it.');

  const asked = await parts.askForAccess.ask(person, { verbs, scope, forMs, why, channelId: memory.channelId });
  if (asked.why !== 'asked') return refuse(SCOPE_BLOCK, obstacleSentence(asked));
  await ack();
  const { request } = asked;
  const now = (await parts.requestKeeper.care(request.id)) ?? request;
  await parts.tellPerson({ userId: person.userId, ...memory }, askedMessage(now, parts.access.managers()));
}

function obstacleSentence(obstacle: Exclude<Asked, { readonly why: 'asked' }>): string {
  return obstacle.why === 'asked-already'
    ? waitingLine(obstacle.request)
    : 'You wait for too many answers already. Ask anew when there is one.';
}
