import type { InputBlock, ModalView } from '@slack/types';
import type { Verb } from '../../domain/access.ts';
import { oneLine } from '../../domain/plain-text.ts';
import { ACCESS_GRANT, GRANT_SCOPE_MENU, GROUP_MENU } from '../ids.ts';
import { option, plain } from '../messages/block-kit.ts';
import type { GivenView } from './request-sync.ts';

/** Where errors are shown. */
export const PERSON_BLOCK = 'person_block';
export const GROUP_BLOCK = 'group_block';
export const GRANT_SCOPE_BLOCK = 'grant_scope_block';
export const MANAGER_BLOCK = 'manager_block';
const PERSON = 'person';
const VERBS_BLOCK = 'grant_verbs_block';
const VERBS = 'verbs';
const LENGTH_BLOCK = 'grant_length_block';
const LENGTH = 'length';
const MANAGER = 'manager';
const REASON_BLOCK = 'grant_reason_block';
const REASON = 'reason';
const LONGEST_REASON = 300;

const HOUR = 60 * 60_000;
/** In milliseconds; null: until revoked. */
const LENGTHS: ReadonlyMap<string, { readonly name: string; readonly ms: number | null }> = new Map([
  ['1h', { name: '1 h', ms: HOUR }],
  ['8h', { name: '8 h', ms: 8 * HOUR }],
  ['3d', { name: '3 d', ms: 72 * HOUR }],
  ['30d', { name: '30 d', ms: 720 * HOUR }],
  ['no_end', { name: 'until revoked', ms: null }],
]);
const USUAL_LENGTH = '8h';

const VERBS_OFFERED: readonly (readonly [Verb, string])[] = [
  ['view', 'See'],
  ['sync', 'Sync'],
  ['pause', 'Pause and resume'],
];

/** The modal with which a manager gives one person or one group access. */
export function giveAccessView(): ModalView {
  return {
    type: 'modal',
    callback_id: ACCESS_GRANT,
    title: plain('Give access', 24),
    submit: plain('Give', 24),
    close: plain('Cancel', 24),
    blocks: [personInput(), groupInput(), scopeInput(), verbsInput(), lengthInput(), managerInput(), reasonInput()],
  };
}

function personInput(): InputBlock {
  return {
    type: 'input',
    block_id: PERSON_BLOCK,
    optional: true,
    label: plain('Person', 2000),
    element: { type: 'users_select', action_id: PERSON, placeholder: plain('A member of this workspace', 150) },
  };
}

function groupInput(): InputBlock {
  return {
    type: 'input',
    block_id: GROUP_BLOCK,
    optional: true,
    label: plain('Or a user group', 2000),
    hint: plain('Whoever is in it has access; who leaves it loses that within five minutes.', 2000),
    element: {
      type: 'external_select',
      action_id: GROUP_MENU,
      min_query_length: 0,
      placeholder: plain('Type a part of its name', 150),
    },
  };
}

function scopeInput(): InputBlock {
  return {
    type: 'input',
    block_id: GRANT_SCOPE_BLOCK,
    label: plain('App or connector', 2000),
    element: {
      type: 'external_select',
      action_id: GRANT_SCOPE_MENU,
      min_query_length: 0,
      placeholder: plain('Type a part of its name', 150),
    },
  };
}

function verbsInput(): InputBlock {
  const options = VERBS_OFFERED.map(([verb, name]) => option(name, verb));
  return {
    type: 'input',
    block_id: VERBS_BLOCK,
    label: plain('To do what', 2000),
    hint: plain('To see is part of each.', 2000),
    element: {
      type: 'checkboxes',
      action_id: VERBS,
      options,
      initial_options: options.filter(({ value }) => value === 'sync'),
    },
  };
}

function lengthInput(): InputBlock {
  const options = [...LENGTHS].map(([value, { name }]) => option(name, value));
  const usual = options.find(({ value }) => value === USUAL_LENGTH);
  return {
    type: 'input',
    block_id: LENGTH_BLOCK,
    label: plain('For how long', 2000),
    element: {
      type: 'static_select',
      action_id: LENGTH,
      options,
      ...(usual === undefined ? {} : { initial_option: usual }),
    },
  };
}

function managerInput(): InputBlock {
  const yes = option('May do everything, and decide who may', MANAGER);
  return {
    type: 'input',
    block_id: MANAGER_BLOCK,
    optional: true,
    label: plain('As a manager', 2000),
    element: { type: 'checkboxes', action_id: MANAGER, options: [yes] },
  };
}

function reasonInput(): InputBlock {
  return {
    type: 'input',
    block_id: REASON_BLOCK,
    optional: true,
    label: plain('Reason', 2000),
    hint: plain('Recorded, and shown to whoever gets it.', 2000),
    element: { type: 'plain_text_input', action_id: REASON, max_length: LONGEST_REASON },
  };
}

export interface GiveAccessInput {
  /** Slack user id; null: none was chosen. */
  readonly userId: string | null;
  /** Of a user group; null: none was chosen. */
  readonly groupId: string | null;
  /** For `scopeFor`; empty: nothing was chosen. */
  readonly scope: string;
  readonly verbs: readonly Verb[];
  /** In milliseconds; null: until revoked. */
  readonly forMs: number | null;
  readonly manager: boolean;
  readonly reason: string | null;
}

/** Reads a view of ours. Nothing in it is trusted: what was not offered counts as the least of what was. */
export function readGiveAccess({ state }: Pick<GivenView, 'state'>): GiveAccessInput {
  const given = (block: string, action: string) => state?.values?.[block]?.[action];
  const ticked = (block: string, action: string) =>
    (given(block, action)?.selected_options ?? []).map(({ value }) => value);
  const verbs = VERBS_OFFERED.map(([verb]) => verb).filter((verb) => ticked(VERBS_BLOCK, VERBS).includes(verb));
  const more = verbs.filter((verb) => verb !== 'view');
  const length = LENGTHS.get(given(LENGTH_BLOCK, LENGTH)?.selected_option?.value ?? '') ?? { ms: HOUR };
  const reason = oneLine(given(REASON_BLOCK, REASON)?.value ?? '').slice(0, LONGEST_REASON);
  return {
    userId: given(PERSON_BLOCK, PERSON)?.selected_user ?? null,
    groupId: given(GROUP_BLOCK, GROUP_MENU)?.selected_option?.value ?? null,
    scope: given(GRANT_SCOPE_BLOCK, GRANT_SCOPE_MENU)?.selected_option?.value ?? '',
    // To see is part of every grant, so it is only named where it is all.
    verbs: more.length === 0 ? ['view'] : more,
    forMs: length.ms,
    manager: ticked(MANAGER_BLOCK, MANAGER).includes(MANAGER),
    reason: reason === '' ? null : reason,
  };
}
