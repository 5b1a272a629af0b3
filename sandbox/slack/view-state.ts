import { allBlocks, elementsOf } from './block-kit/parts.ts';
import type { JsonObject } from './json.ts';

/** `view.state.values` as a flat map: block_id and action_id together are the key. */
export type ViewState = Map<string, { blockId: string; actionId: string; value: JsonObject }>;

/** The value an untouched element has ([D] view_submission payload, `state.values`); undefined: it has no state. */
function initialValue(element: JsonObject, currentChannel: string | undefined): JsonObject | undefined {
  const { type } = element;
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: element.initial_value ?? null };
    case 'rich_text_input':
      return { type, ...(element.initial_value ? { rich_text_value: element.initial_value } : {}) };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] };
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null };
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] };
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? currentChannel ?? null };
    case 'multi_conversations_select':
      return {
        type,
        selected_conversations: element.initial_conversations ?? (currentChannel ? [currentChannel] : []),
      };
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null };
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] };
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null };
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null };
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null };
    case 'file_input':
      return { type, files: [] };
    default:
      return undefined;
  }
}

export function stateKey(blockId: string, actionId: string): string {
  return `${blockId}\n${actionId}`;
}

/**
 * The state of a view's blocks. What a person chose stays as long as block_id, action_id and type stay the same, even
 * when the new view has another initial value (reference 3.7: bolt-js#625, #1080, #1560).
 */
export function stateOf(
  blocks: JsonObject[],
  before: ViewState,
  currentFor: (element: JsonObject) => string | undefined,
) {
  const state: ViewState = new Map();
  for (const { block } of allBlocks(blocks)) {
    for (const element of elementsOf(block)) {
      const blockId = String(block.block_id);
      const actionId = String(element.action_id);
      const key = stateKey(blockId, actionId);
      const kept = before.get(key)?.value;
      const value = kept?.type === element.type ? kept : initialValue(element, currentFor(element));
      if (value) state.set(key, { blockId, actionId, value });
    }
  }
  return state;
}

export function asValues(state: ViewState): JsonObject {
  const values: Record<string, JsonObject> = {};
  for (const { blockId, actionId, value } of state.values()) {
    values[blockId] = { ...values[blockId], [actionId]: value };
  }
  return values;
}
