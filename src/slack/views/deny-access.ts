import type { ModalView } from '@slack/types';
import { oneLine } from '../../domain/plain-text.ts';
import type { MessagePlace } from '../../domain/sync-run.ts';
import { ACCESS_DENIAL } from '../ids.ts';
import { plain } from '../messages/block-kit.ts';
import type { GivenView } from './request-sync.ts';

/** Where errors are shown. */
export const DENIAL_BLOCK = 'denial_block';
const REASON = 'reason';
const LONGEST_REASON = 300;

/** What the modal remembers between opening and submitting, in its private_metadata. */
export interface DenyAccessMemory {
  /** Of the request. */
  readonly id: string;
  /** The message whose button opened the modal. */
  readonly seen: MessagePlace | null;
}

export function denyAccessView({ id, seen }: DenyAccessMemory): ModalView {
  return {
    type: 'modal',
    callback_id: ACCESS_DENIAL,
    title: plain('Deny access', 24),
    submit: plain('Deny', 24),
    close: plain('Cancel', 24),
    private_metadata: JSON.stringify({ i: id, c: seen?.channelId ?? null, t: seen?.ts ?? null }),
    blocks: [
      {
        type: 'input',
        block_id: DENIAL_BLOCK,
        optional: true,
        label: plain('Why not', 2000),
        hint: plain('The person who asked reads it.', 2000),
        element: { type: 'plain_text_input', action_id: REASON, max_length: LONGEST_REASON },
      },
    ],
  };
}

/** Reads a view of ours. `reason`: null where none is given. */
export function readDenyAccess({ state, private_metadata }: GivenView): DenyAccessMemory & { reason: string | null } {
  const { i, c, t } = JSON.parse(private_metadata || '{}') as Record<string, string | null | undefined>;
  const reason = oneLine(state?.values?.[DENIAL_BLOCK]?.[REASON]?.value ?? '').slice(0, LONGEST_REASON);
  return { id: i ?? '', seen: c && t ? { channelId: c, ts: t } : null, reason: reason === '' ? null : reason };
}
