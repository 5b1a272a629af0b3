import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Scope, Subject } from '../../domain/access.ts';
import { GroupUnreadable } from '../../domain/errors.ts';
import { must } from '../../use-cases/access.ts';
import { isBotId } from '../caller.ts';
import { giveAccess } from '../change-access.ts';
import type { Caller } from '../guard.ts';
import { inTime } from '../in-time.ts';
import { grantedMessage } from '../messages/access-message.ts';
import type { Parts } from '../parts.ts';
import {
  type GiveAccessInput,
  GRANT_SCOPE_BLOCK,
  GROUP_BLOCK,
  MANAGER_BLOCK,
  PERSON_BLOCK,
  readGiveAccess,
} from './give-access.ts';
import { publishHome } from './publish-home.ts';
import type { GivenView } from './request-sync.ts';
import { scopeFor } from './scope-option.ts';

type Args = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What Slack says of the person or group can appear in the modal until then (see submit-request-sync.ts). */
const ANSWER_IN_MODAL_MS = 2_000;

/** What a block shows when something is wrong with it. */
interface Wrong {
  readonly block: string;
  readonly sentence: string;
}

/** The grant holds when the modal closes. Then the manager reads it, and so does whoever got it. */
export async function submitGiveAccess(parts: Parts, { ack, view }: Args, { person }: Caller): Promise<void> {
  must(parts.access.manage(person));
  const input = readGiveAccess(view as GivenView);
  const subject = subjectIn(input, parts);
  if ('block' in subject) return ack(errorAt(subject));
  const scope = scopeIn(input, parts);
  if ('block' in scope) return ack(errorAt(scope));

  const { verbs, forMs, reason } = input;
  const role = input.manager ? 'manager' : 'requester';
  const giving = giveAccess(parts, person, { subject, role, verbs, scope, forMs, reason });
  await inTime(parts.clock, ANSWER_IN_MODAL_MS, giving);
  await ack();
  const granted = await giving;
  await parts.tellPerson({ userId: person.userId, channelId: null, responseUrl: null }, grantedMessage(granted));
  // The modal was opened there.
  await publishHome(parts, person);
}

/** Where the modal shows what kept the grant from being given. */
export function giveAccessError(_: unknown, sentence: string, error: unknown) {
  return errorAt({ block: error instanceof GroupUnreadable ? GROUP_BLOCK : PERSON_BLOCK, sentence });
}

function errorAt({ block, sentence }: Wrong) {
  return { response_action: 'errors' as const, errors: { [block]: sentence } };
}

function subjectIn({ userId, groupId }: GiveAccessInput, { installation }: Parts): Subject | Wrong {
  const { teamId } = installation;
  if (userId !== null && groupId !== null) {
    return { block: GROUP_BLOCK, sentence: 'Choose a person or a user group, not both.' };
  }
  if (groupId !== null) return { kind: 'group', groupId, teamId };
  if (userId === null) return { block: PERSON_BLOCK, sentence: 'Choose a person or a user group.' };
  if (!isBotId(userId, installation)) return { kind: 'user', userId, teamId };
  return { block: PERSON_BLOCK, sentence: 'Bots cannot be given access: choose a person.' };
}

function scopeIn({ scope: value, manager }: GiveAccessInput, { index }: Parts): Scope | Wrong {
  const scope = scopeFor(value, index);
  if (scope === undefined) {
    return { block: GRANT_SCOPE_BLOCK, sentence: 'Choose an app or a connector from the list, or Everything.' };
  }
  if (!manager || scope.kind === 'everything') return scope;
  return {
    block: MANAGER_BLOCK,
    sentence: 'A manager manages access to everything: choose Everything, or untick this.',
  };
}
