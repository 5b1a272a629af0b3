import { isObject, type JsonObject } from '../json.ts';

/** Blocks of a surface with those inside containers, carousels and plans. */
export function* allBlocks(blocks: unknown, at = ''): Generator<{ block: JsonObject; at: string }> {
  if (!Array.isArray(blocks)) return;
  for (const [index, block] of blocks.entries()) {
    if (!isObject(block)) continue;
    const here = `${at}/${index}`;
    yield { block, at: here };
    if (block.type === 'container') yield* allBlocks(block.child_blocks, `${here}/child_blocks`);
    if (block.type === 'carousel') yield* allBlocks(block.elements, `${here}/elements`);
    if (block.type === 'plan') yield* allBlocks(block.tasks, `${here}/tasks`);
  }
}

/** The interactive elements of one block. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const held =
    block.type === 'input'
      ? [block.element]
      : block.type === 'section'
        ? [block.accessory]
        : block.type === 'card'
          ? block.actions
          : block.type === 'actions' || block.type === 'context_actions'
            ? block.elements
            : [];
  return Array.isArray(held) ? held.filter((each): each is JsonObject => isObject(each) && each.type !== 'image') : [];
}
