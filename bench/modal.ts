import type { BenchConnector } from './fakes/catalog.ts';

/** As much of a view as filling it in needs. */
export interface ModalView {
  readonly blocks: readonly {
    readonly type: string;
    readonly block_id?: string;
    readonly element?: { readonly type: string; readonly action_id?: string };
  }[];
}

/** What Slack would send for a modal of either app, filled in for one connector. */
export function valuesOf({ blocks }: ModalView, { appId, id, name }: BenchConnector, channel: string): object {
  const inputs = blocks.flatMap(({ block_id, element }) => {
    if (block_id === undefined || element?.action_id === undefined) return [];
    return [[block_id, { [element.action_id]: given(element.type, block_id) }] as const];
  });
  return Object.fromEntries(inputs);

  function given(type: string, block: string): object {
    if (type === 'conversations_select') return { type, selected_conversation: channel };
    if (type === 'plain_text_input') {
      return { type, value: block === 'app' ? appId : block === 'connector' ? id : null };
    }
    return { type, selected_options: [{ text: { type: 'plain_text', text: name }, value: `${appId}/${id}` }] };
  }
}
