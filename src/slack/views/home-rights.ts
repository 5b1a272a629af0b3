import type { KnownBlock } from '@slack/types';
import type { Grant } from '../../domain/access.ts';
import { rights, until } from '../messages/access-message.ts';
import { sections } from '../messages/block-kit.ts';

export interface OwnRights {
  /** Anything at all. */
  readonly sync: boolean;
  /** By C1_SYNC_ADMINS. */
  readonly isAdmin: boolean;
  /** Those that hold now. */
  readonly grants: readonly Grant[];
  /** For somebody without any: why, and who can help; in mrkdwn. */
  readonly refusal: string;
}

const GRANTS_SHOWN = 10;

/** "My rights": what this person may do and when it ends, or how to get there. */
export function rightsBlocks({ isAdmin, grants, refusal }: OwnRights): KnownBlock[] {
  const lines = grants.slice(0, GRANTS_SHOWN).map((grant) => `• You ${rights(grant, 'you')} ${until(grant)}.`);
  if (isAdmin) lines.unshift('• You manage access and may do everything (C1_SYNC_ADMINS).');
  const left = grants.length - GRANTS_SHOWN;
  if (left > 0) lines.push(`• And ${left} more.`);
  return [...sections(['*My rights*', ...(lines.length === 0 ? [refusal] : lines)])];
}
