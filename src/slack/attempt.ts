import type { Actor } from '../domain/audit.ts';
import { type ConnectorRef, connectorKey, parseConnectorKey } from '../domain/connector.ts';
import {
  type C1SyncError,
  GroupUnreadable,
  LastManager,
  NotAllowed,
  OutsiderRefused,
  PersonUnreadable,
  UnfitSubject,
} from '../domain/errors.ts';
import type { ConnectorIndex } from '../use-cases/connector-index.ts';
import type { Refusal } from '../use-cases/refusals.ts';
import { parseCommand } from './command-text.ts';
import { connectorClicked, type GesturePayload, placeOf, text } from './gesture.ts';

/** The fields that say what somebody did, of commands, interactive payloads and events. */
export interface AttemptPayload {
  readonly command?: unknown;
  readonly text?: unknown;
  readonly action_id?: unknown;
  readonly callback_id?: unknown;
  readonly team_id?: unknown;
  readonly view?: unknown;
  readonly event?: { readonly user?: unknown; readonly type?: unknown };
}

/** What somebody tried to do, as far as is known. */
export interface Attempt {
  readonly actor: Actor;
  readonly channelId: string | null;
  /** Such as `/c1-sync run`; else the id of the button, menu, modal or shortcut, or the type of the event. */
  readonly what: string;
  /** Those behind the verb of a command. */
  readonly words: string;
  readonly refs: readonly ConnectorRef[];
}

/** Nothing in the payload is trusted: it may be a stranger's, and is only written down. */
export function attemptOf(payload: GesturePayload & AttemptPayload): Attempt {
  const { userId, channelId } = placeOf(payload);
  const user = payload.user as { readonly team_id?: unknown } | null | undefined;
  const view = payload.view as { readonly callback_id?: unknown } | null | undefined;
  const [clicked] = Array.isArray(payload.actions) ? payload.actions : [];
  const command = text(payload.command);
  const { verb, words } = command === null ? { verb: '', words: '' } : commandIn(payload.text);
  const ids = [clicked?.action_id, payload.action_id, payload.callback_id, view?.callback_id, payload.event?.type];
  return {
    actor: { userId: userId === '' ? null : userId, teamId: text(user?.team_id) ?? text(payload.team_id) },
    channelId: channelId ?? openedIn(view),
    what: command === null ? (ids.map(text).find((id) => id !== null) ?? 'unknown') : `${command} ${verb}`,
    words,
    refs: [connectorClicked(payload) ?? '', ...chosenIn(view)]
      .map(parseConnectorKey)
      .filter((ref) => ref !== undefined),
  };
}

/** The conversation that a modal of ours remembers (`c` in its private_metadata): a submission names none. */
function openedIn(view: unknown): string | null {
  try {
    const { private_metadata } = (view ?? {}) as { readonly private_metadata?: unknown };
    const memory: unknown = JSON.parse(text(private_metadata) ?? 'null');
    return text((memory as { readonly c?: unknown } | null)?.c);
  } catch {
    return null;
  }
}

/** Undefined: the error is not that somebody may not. */
export function refusalOf(
  error: unknown,
  { actor, channelId, what, words, refs }: Attempt,
  reference: string,
  index: Pick<ConnectorIndex, 'find'>,
): Refusal | undefined {
  const why = whyRefused(error);
  if (why === undefined) return undefined;
  const [ref, ...others] = refs;
  const connector = ref && { appId: ref.appId, connectorId: ref.connectorId, label: index.find(ref)?.label ?? '' };
  const details = {
    what,
    ...(words === '' ? {} : { words }),
    ...(others.length === 0 ? {} : { others: others.map(connectorKey).join(' ') }),
  };
  return { actor, channelId, connector: connector ?? null, why, reference, details };
}

/** Besides those with a reason of their own. Who is not known for sure is refused as well. */
const REFUSALS = [UnfitSubject, LastManager, PersonUnreadable, GroupUnreadable];

function whyRefused(error: unknown): string | undefined {
  if (error instanceof NotAllowed || error instanceof OutsiderRefused) return error.reason;
  return REFUSALS.some((refusal) => error instanceof refusal) ? (error as C1SyncError).code : undefined;
}

function commandIn(typed: unknown): { verb: string; words: string } {
  try {
    const command = parseCommand(text(typed) ?? '');
    return { verb: command.verb, words: 'words' in command ? command.words : '' };
  } catch {
    return { verb: 'unreadable', words: '' };
  }
}

/** The values of what is chosen in the menus of a modal. */
function chosenIn(view: unknown): readonly string[] {
  const state = (view as { readonly state?: { readonly values?: unknown } | null } | null | undefined)?.state;
  const inputs = Object.values(state?.values ?? {}).flatMap((block) => Object.values(block ?? {}));
  const chosen = inputs.flatMap((input: unknown) => {
    const options = (input as { readonly selected_options?: unknown } | null)?.selected_options;
    return Array.isArray(options) ? options : [];
  });
  return chosen.map((option) => text(option?.value) ?? '');
}
