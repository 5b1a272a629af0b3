import type { ActionsBlock, Button } from '@slack/types';
import { type AccessRequest, LENGTHS, type Length, lapsesAt } from '../../domain/access-request.ts';
import { connectorKey } from '../../domain/connector.ts';
import { APPROVE_ACCESS, DENY_ACCESS, OPEN_REQUEST_SYNC, SYNC_AGAIN } from '../ids.ts';
import { deeds } from './access-message.ts';
import { actions, button, context, type Message, section } from './block-kit.ts';
import { escaped, mention, moment } from './mrkdwn.ts';
import { askForAccessButton } from './refusal-message.ts';

/** What managers named in a sentence there are at most. */
const MANAGERS_NAMED = 5;

/** As the buttons and the menu say them. */
export const LENGTH_NAMES: Readonly<Record<Length, string>> = { '1h': '1 h', '8h': '8 h', '3d': '3 d' };
export const UNTIL_REVOKED = 'until revoked';

/** What managers read: who asks for what, for how long and why; once it is answered, the answer instead of buttons. */
export function requestMessage(request: AccessRequest): Message {
  const who = mention(request.asker.userId);
  if (request.state !== 'waiting') {
    const text = ended(`${who} asked to ${what(request)} ${length(request)}: ${answer(request)}`);
    return { text, blocks: [section(text), context(`Why they asked: ${escaped(request.why)}`)] };
  }
  const asks = `${who} asks to ${what(request)} ${length(request)}`;
  return {
    text: `${asks}: ${escaped(request.why)}`,
    blocks: [
      section(`${asks}.\nWhy: ${escaped(request.why)}`),
      buttons(request),
      context(
        `Lapses ${moment(lapsesAt(request))}`,
        ...(request.forMs === null ? ['For longer than that: `/c1-sync allow`'] : []),
      ),
    ],
  };
}

/** What the asker reads in the end, with the way to go on. */
export function answeredMessage(request: AccessRequest): Message {
  const by = request.decidedBy === null ? 'somebody' : mention(request.decidedBy);
  switch (request.state) {
    case 'approved':
      return told(`${by} lets you ${what(request)} ${until(request)}.`, syncButton(request));
    case 'denied':
      return told(ended(`${by} did not approve your request to ${what(request)}${because(request)}`));
    default:
      return told(
        `Nobody answered your request to ${what(request)} in 24 h, so it has lapsed.`,
        askForAccessButton(keyOf(request), 'Ask again'),
      );
  }
}

/** What the asker reads at once. */
export function askedMessage(request: AccessRequest, managers: readonly string[]): Message {
  const whoElse = managers.filter((userId) => userId !== request.asker.userId);
  const named = whoElse.slice(0, MANAGERS_NAMED).map(mention).join(', ');
  const asked = request.places.length > 0 && named !== '';
  const others = whoElse.length > MANAGERS_NAMED ? ' and others' : '';
  const who = asked
    ? `${named}${others} can read it now.`
    : 'Nobody could be told of it yet; it is tried again within the hour.';
  return told(
    `You asked to ${what(request)} ${length(request)}. ${who} You will be told the answer; without one it lapses ` +
      `${moment(lapsesAt(request))}.`,
  );
}

/** What a manager reads whose answer came after another one. */
export function answeredBefore(request: AccessRequest): string {
  return `${ended(`This request has an answer already: ${answer(request)}`)} Yours changed nothing.`;
}

/** Of the requests somebody waits for, one line each. */
export function waitingLine(request: AccessRequest): string {
  return `You have asked to ${what(request)} ${length(request)} already; without an answer that lapses ${moment(lapsesAt(request))}.`;
}

function buttons({ id, forMs }: AccessRequest): ActionsBlock {
  const approve = (Object.keys(LENGTHS) as Length[]).map((each) => {
    const style = LENGTHS[each] === forMs ? 'primary' : undefined;
    return button(`${APPROVE_ACCESS}:${each}`, `Approve for ${LENGTH_NAMES[each]}`, id, style);
  });
  return actions(...approve, button(DENY_ACCESS, 'Deny …', id, 'danger'));
}

function what({ verbs, scope }: AccessRequest): string {
  return deeds({ role: 'requester', verbs, scope });
}

function length({ forMs }: AccessRequest): string {
  const wished = (Object.keys(LENGTHS) as Length[]).find((each) => LENGTHS[each] === forMs);
  return wished === undefined ? UNTIL_REVOKED : `for ${LENGTH_NAMES[wished]}`;
}

function answer(request: AccessRequest): string {
  const by = request.decidedBy === null ? '' : ` by ${mention(request.decidedBy)}`;
  switch (request.state) {
    case 'approved':
      return `approved${by} ${until(request)}`;
    case 'denied':
      return `denied${by}${because(request)}`;
    default:
      return 'lapsed, since nobody answered in 24 h';
  }
}

function until({ expiresAt }: AccessRequest): string {
  return expiresAt === null ? UNTIL_REVOKED : `until ${moment(expiresAt)}`;
}

function because({ denyReason }: AccessRequest): string {
  return denyReason === null ? '' : `: ${escaped(denyReason)}`;
}

/** What people write may have its full stop already. */
function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** One connector is synced at once; of several one has to be chosen. */
export function syncButton({ scope }: Pick<AccessRequest, 'scope'>): Button {
  if (scope.kind === 'connector') return button(SYNC_AGAIN, 'Sync now', connectorKey(scope), 'primary');
  return button(OPEN_REQUEST_SYNC, 'Sync a connector', scope.kind === 'app' ? scope.name || ' ' : ' ', 'primary');
}

function keyOf({ scope }: AccessRequest): string | null {
  return scope.kind === 'connector' ? connectorKey(scope) : null;
}

function told(text: string, ...more: Button[]): Message {
  return { text, blocks: [section(text), ...(more.length === 0 ? [] : [actions(...more)])] };
}
