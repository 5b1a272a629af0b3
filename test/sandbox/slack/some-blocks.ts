import type { KnownBlock, ModalView } from '@slack/types';

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const option = (value: string, text = value) => ({ text: plain(text), value });

export const connectors = {
  type: 'input' as const,
  block_id: 'connectors',
  label: plain('Connectors'),
  element: { type: 'multi_external_select' as const, action_id: 'pick', min_query_length: 0, max_selected_items: 3 },
};

export const reason = {
  type: 'input' as const,
  block_id: 'reason',
  optional: true,
  label: plain('Reason'),
  element: { type: 'plain_text_input' as const, action_id: 'why', max_length: 200 },
};

export const where = {
  type: 'input' as const,
  block_id: 'where',
  label: plain('Post to'),
  element: {
    type: 'conversations_select' as const,
    action_id: 'to',
    default_to_current_conversation: true,
    response_url_enabled: true,
  },
};

export function modal(blocks: KnownBlock[] = [connectors, reason, where], more: Partial<ModalView> = {}): ModalView {
  return { type: 'modal', callback_id: 'sync', title: plain('Sync'), submit: plain('Sync now'), blocks, ...more };
}

export const button = (action_id: string, value: string, more = {}) => ({
  type: 'button' as const,
  action_id,
  value,
  text: plain(value),
  ...more,
});
