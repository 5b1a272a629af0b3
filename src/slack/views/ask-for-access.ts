import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import type { Scope, Verb } from '../../domain/access.ts';
import { isLength, LENGTHS, type Length } from '../../domain/access-request.ts';
import { oneLine } from '../../domain/plain-text.ts';
import { ACCESS_REQUEST, ACCESS_SCOPE_MENU } from '../ids.ts';
import { LENGTH_NAMES, UNTIL_REVOKED } from '../messages/access-request-message.ts';
import { option, plain, sections } from '../messages/block-kit.ts';
import type { GivenView } from './request-sync.ts';
import { scopeOption } from './scope-option.ts';

/** Characters; with fewer the menu names nothing. */
export const SHORTEST_QUERY = 3;

/** Where errors are shown. */
export const SCOPE_BLOCK = 'scope_block';
export const WHY_BLOCK = 'why_block';
const WHY = 'why';
const VERBS_BLOCK = 'verbs_block';
const VERBS = 'verbs';
const LENGTH_BLOCK = 'length_block';
const LENGTH = 'length';
const LONGEST_WHY = 300;
const NO_END = 'no_end';

/** What there is to be allowed; to look is part of each. */
const RIGHTS: ReadonlyMap<string, { readonly name: string; readonly verbs: readonly Verb[] }> = new Map([
  ['sync', { name: 'Sync', verbs: ['sync'] }],
  ['sync_and_pause', { name: 'Sync, pause and resume', verbs: ['sync', 'pause'] }],
]);

/** What the modal remembers between opening and submitting, in its private_metadata. */
export interface AskForAccessMemory {
  /** The conversation the button was clicked in. */
  readonly channelId: string | null;
  /** The address that answers that click. */
  readonly responseUrl: string | null;
}

/**
 * The modal that asks for access.
 *
 * @param preset what the refused gesture was about, if it is known
 * @param waiting what this person waits for already, each a line of mrkdwn
 */
export function askForAccessView(
  memory: AskForAccessMemory,
  preset: Scope | null,
  waiting: readonly string[],
): ModalView {
  const blocks: KnownBlock[] = [...sections(waiting), scopeInput(preset), verbsInput(), lengthInput(), whyInput()];
  return {
    type: 'modal',
    callback_id: ACCESS_REQUEST,
    title: plain('Ask for access', 24),
    submit: plain('Ask', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify({ c: memory.channelId, r: memory.responseUrl }),
    blocks,
  };
}

function scopeInput(preset: Scope | null): InputBlock {
  return {
    type: 'input',
    block_id: SCOPE_BLOCK,
    label: plain('App or connector', 2000),
    element: {
      type: 'external_select',
      action_id: ACCESS_SCOPE_MENU,
      min_query_length: SHORTEST_QUERY,
      placeholder: plain('Type three letters of its name', 150),
      ...(preset === null ? {} : { initial_option: scopeOption(preset) }),
    },
  };
}

function verbsInput(): InputBlock {
  const options = [...RIGHTS].map(([value, { name }]) => option(name, value));
  return {
    type: 'input',
    block_id: VERBS_BLOCK,
    label: plain('To do what', 2000),
    element: { type: 'static_select', action_id: VERBS, options, ...first(options) },
  };
}

function lengthInput(): InputBlock {
  const lengths = (Object.keys(LENGTHS) as Length[]).map((each) => option(LENGTH_NAMES[each], each));
  const options = [...lengths, option(UNTIL_REVOKED, NO_END)];
  return {
    type: 'input',
    block_id: LENGTH_BLOCK,
    label: plain('For how long', 2000),
    hint: plain('Managers decide for how long they allow it.', 2000),
    element: { type: 'static_select', action_id: LENGTH, options, ...first(options) },
  };
}

function whyInput(): InputBlock {
  return {
    type: 'input',
    block_id: WHY_BLOCK,
    label: plain('Why', 2000),
    hint: plain('Managers read it, and it is recorded.', 2000),
    element: { type: 'plain_text_input', action_id: WHY, max_length: LONGEST_WHY },
  };
}

function first<T>([initial_option]: readonly T[]): { initial_option?: T } {
  return initial_option === undefined ? {} : { initial_option };
}

export interface AskForAccessInput {
  /** For `scopeFor`; empty: nothing was chosen. */
  readonly scope: string;
  readonly verbs: readonly Verb[];
  /** In milliseconds; null: until revoked. */
  readonly forMs: number | null;
  /** May be empty. */
  readonly why: string;
  readonly memory: AskForAccessMemory;
}

/** Reads a view of ours. Nothing in it is trusted: what was not offered counts as the first of what was. */
export function readAskForAccess({ state, private_metadata }: GivenView): AskForAccessInput {
  const chosen = (block: string, action: string) => state?.values?.[block]?.[action]?.selected_option?.value ?? '';
  const length = chosen(LENGTH_BLOCK, LENGTH);
  const { c = null, r = null } = JSON.parse(private_metadata || '{}') as Record<string, string | null>;
  return {
    scope: chosen(SCOPE_BLOCK, ACCESS_SCOPE_MENU),
    verbs: RIGHTS.get(chosen(VERBS_BLOCK, VERBS))?.verbs ?? ['sync'],
    forMs: length === NO_END ? null : LENGTHS[isLength(length) ? length : '1h'],
    why: oneLine(state?.values?.[WHY_BLOCK]?.[WHY]?.value ?? '').slice(0, LONGEST_WHY),
    memory: { channelId: c, responseUrl: r },
  };
}
