import { newId } from '../ids.ts';
import type { JsonObject } from '../json.ts';
import { allBlocks, elementsOf } from './parts.ts';

/** Slack keeps its own copy and makes up the ids that were left out ([D] blocks: "a block_id will be generated"). */
export function withIds(blocks: JsonObject[]): JsonObject[] {
  const copy = structuredClone(blocks);
  for (const { block } of allBlocks(copy)) {
    block.block_id ??= newId('', 5);
    for (const element of elementsOf(block)) element.action_id ??= newId('', 5);
  }
  return copy;
}
