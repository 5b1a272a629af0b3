import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { type ConnectorRef, connectorKey, type NamedConnector, parseConnectorKey } from '../../domain/connector.ts';
import { oneLine } from '../../domain/plain-text.ts';
import { CONNECTOR_MENU, REQUEST_SYNC } from '../ids.ts';
import { option, plain, section } from '../messages/block-kit.ts';

/** Each connector makes a request and a message of its own; more at once is an accident. */
export const MOST_CONNECTORS = 10;

/** Where errors about the chosen connectors are shown. */
export const CONNECTOR_BLOCK = 'connector_block';
const NOTICE_BLOCK = 'notice_block';
const PLACE_BLOCK = 'place_block';
const PLACE = 'place';
const REASON_BLOCK = 'reason_block';
const REASON = 'reason';
const LONGEST_REASON = 300;

/** What a modal remembers between opening and submitting, in its private_metadata (at most 3,000 characters). */
export interface RequestSyncMemory {
  /** The conversation the modal was opened in. */
  readonly channelId: string | null;
  /** The address that answers the gesture that opened it; good for that conversation only. */
  readonly responseUrl: string | null;
  /** Chosen for the person when the modal was opened. */
  readonly preset: NamedConnector | null;
}

/** The modal that asks for a sync. `notice` is mrkdwn. */
export function requestSyncView(memory: RequestSyncMemory, notice: string | null): ModalView {
  const blocks: KnownBlock[] = [
    connectorInput(memory.preset),
    ...(notice === null ? [] : [section(notice, NOTICE_BLOCK)]),
    placeInput(memory.channelId),
    reasonInput(),
  ];
  return {
    type: 'modal',
    callback_id: REQUEST_SYNC,
    title: plain('Sync a C1 connector', 24),
    submit: plain('Sync now', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify(remembered(memory)),
    blocks,
  };
}

/** A preset changes the block's id: Slack keeps the old choice of a block whose id stays (slackapi/bolt-js#1080). */
function connectorInput(preset: NamedConnector | null): InputBlock {
  return {
    type: 'input',
    block_id: preset === null ? CONNECTOR_BLOCK : `${CONNECTOR_BLOCK}:preset`,
    label: plain('Connector', 2000),
    dispatch_action: true,
    element: {
      type: 'multi_external_select',
      action_id: CONNECTOR_MENU,
      min_query_length: 0,
      max_selected_items: MOST_CONNECTORS,
      focus_on_load: true,
      placeholder: plain('Type a few letters of the app or connector', 150),
      ...(preset === null ? {} : { initial_options: [connectorOption(preset)] }),
    },
  };
}

export function connectorOption(connector: NamedConnector) {
  const hint = connector.paused !== null ? 'Paused' : connector.status.state === 'running' ? 'Running now' : undefined;
  return option(connector.label, connectorKey(connector), hint);
}

function placeInput(channelId: string | null): InputBlock {
  return {
    type: 'input',
    block_id: PLACE_BLOCK,
    optional: true,
    label: plain('Tell about it in', 2000),
    hint: plain('Leave it empty to be told in a direct message.', 2000),
    element: {
      type: 'conversations_select',
      action_id: PLACE,
      placeholder: plain('A channel or conversation', 150),
      response_url_enabled: true,
      ...(channelId === null ? { default_to_current_conversation: true } : { initial_conversation: channelId }),
    },
  };
}

function reasonInput(): InputBlock {
  return {
    type: 'input',
    block_id: REASON_BLOCK,
    optional: true,
    label: plain('Reason', 2000),
    hint: plain('Recorded, and shown with the message.', 2000),
    element: { type: 'plain_text_input', action_id: REASON, max_length: LONGEST_REASON },
  };
}

function remembered({ channelId, responseUrl, preset }: RequestSyncMemory): object {
  return { c: channelId, r: responseUrl, p: preset === null ? null : connectorKey(preset) };
}

/** What Slack gives back of a view. */
export interface GivenView {
  readonly id: string;
  readonly hash: string;
  readonly private_metadata: string;
  readonly blocks: readonly { readonly type: string; readonly block_id?: string }[];
  readonly state?: { readonly values?: Record<string, Record<string, GivenValue>> | null } | null;
}

interface GivenValue {
  readonly value?: string | null | undefined;
  readonly selected_conversation?: string | null | undefined;
  readonly selected_user?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
}

export interface RequestSyncInput {
  /** The block that holds the menu, where errors are shown. */
  readonly connectorBlock: string;
  readonly refs: readonly ConnectorRef[];
  readonly channelId: string | null;
  readonly reason: string | null;
  readonly memory: Omit<RequestSyncMemory, 'preset'> & { readonly presetKey: string | null };
}

/** Reads a view of ours. Nothing in it is trusted: ids are checked again where they are used. */
export function readRequestSync(view: GivenView): RequestSyncInput {
  const values = view.state?.values ?? {};
  const connectorBlock = connectorBlockOf(view);
  const chosen = values[connectorBlock]?.[CONNECTOR_MENU]?.selected_options ?? [];
  const keys = [...new Set(chosen.map(({ value }) => value ?? ''))];
  const reason = oneLine(values[REASON_BLOCK]?.[REASON]?.value ?? '').slice(0, LONGEST_REASON);
  const memory = recall(view.private_metadata);
  const place = values[PLACE_BLOCK]?.[PLACE];
  return {
    connectorBlock,
    refs: keys.map(parseConnectorKey).filter((ref) => ref !== undefined),
    // Left empty on purpose is not the same as not there.
    channelId: place === undefined ? memory.channelId : (place.selected_conversation ?? null),
    reason: reason === '' ? null : reason,
    memory,
  };
}

/** Where the menu is now: a preset changes the id of its block. */
export function connectorBlockOf({ state }: Pick<GivenView, 'state'>): string {
  const values = state?.values ?? {};
  return Object.keys(values).find((id) => values[id]?.[CONNECTOR_MENU] !== undefined) ?? CONNECTOR_BLOCK;
}

export function hasNotice({ blocks }: Pick<GivenView, 'blocks'>): boolean {
  return blocks.some(({ block_id }) => block_id === NOTICE_BLOCK);
}

function recall(metadata: string): RequestSyncInput['memory'] {
  const {
    c = null,
    r = null,
    p = null,
  } = (metadata === '' ? {} : JSON.parse(metadata)) as Record<string, string | null>;
  return { channelId: c, responseUrl: r, presetKey: p };
}
