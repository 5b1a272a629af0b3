import type { Say } from './check.ts';
import { allBlocks, elementsOf } from './parts.ts';

/** block_id is unique in a surface, action_id in its block (@slack/types blocks.ts, extensions.ts; reference 3.7). */
export function sayDoubleIds(blocks: unknown, root: string, say: Say): void {
  const seen = new Set<unknown>();
  for (const { block, at } of allBlocks(blocks)) {
    if (block.block_id !== undefined) {
      if (seen.has(block.block_id)) say(root + at, `block_id already exists: ${block.block_id}`);
      seen.add(block.block_id);
    }
    const actions = new Set<unknown>();
    for (const { action_id } of elementsOf(block)) {
      if (action_id === undefined) continue;
      if (actions.has(action_id)) say(root + at, `action_id already exists: ${action_id}`);
      actions.add(action_id);
    }
  }
}
