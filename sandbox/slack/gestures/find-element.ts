import { allBlocks, elementsOf } from '../block-kit/parts.ts';
import type { JsonObject } from '../json.ts';

export interface Found {
  blockId: string;
  actionId: string;
  block: JsonObject;
  element: JsonObject;
}

export function* elementsIn(blocks: JsonObject[]): Generator<Found> {
  for (const { block } of allBlocks(blocks)) {
    for (const element of elementsOf(block)) {
      yield { block, element, blockId: String(block.block_id), actionId: String(element.action_id) };
    }
  }
}

/** The one element that fits; a gesture that could mean two, or none, is a mistake of the test. */
export function onlyElement(blocks: JsonObject[], fits: (found: Found) => boolean, what: string): Found {
  const found = [...elementsIn(blocks)].filter(fits);
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  const there = [...elementsIn(blocks)].map(
    ({ blockId, actionId, element }) => `${blockId}/${actionId} (${element.type})`,
  );
  throw new Error(`${found.length} elements are ${what}; there are: ${there.join(', ') || 'none'}`);
}
