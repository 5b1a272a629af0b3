import { isDeepStrictEqual } from 'node:util';
import type { Stage } from '../slack/listeners/stage.ts';
import { type Row, TABLE } from '../slack/listeners/table.ts';

const TYPES: Readonly<Record<string, string>> = {
  action: 'block_actions',
  view: 'view_submission',
  options: 'block_suggestion',
  event: 'event_callback',
};

/** What Slack sends for the gesture of a row, as JSON: a payload for every listener there is. */
export async function payloadOf({ listener, gesture }: Row, stage: Stage): Promise<Record<string, unknown>> {
  const [kind = ''] = listener.split(' ');
  const { body, options } = (await gesture(stage)) as { body: Record<string, unknown>; options?: object };
  if (kind === 'command') return body;
  const type = TYPES[kind] ?? ('message' in body ? 'message_action' : 'shortcut');
  const actions = (body.actions as object[] | undefined)?.map((action) => ({
    block_id: 'b',
    type: 'button',
    ...action,
  }));
  return { type, ...body, ...options, ...(actions === undefined ? {} : { actions }) };
}

/** Rows without two that send the same. */
export const ROWS: readonly Row[] = TABLE.filter(
  (row, n) => TABLE.findIndex((one) => isDeepStrictEqual(one, row)) === n,
);
