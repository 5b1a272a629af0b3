import type { BlockProps } from './blocks.tsx';
import { Element } from './element.tsx';
import { actionIdOf, objects } from './read.ts';

export function Actions({ block }: BlockProps) {
  return (
    <div class="actions">
      {objects(block.elements).map((element, index) => (
        <Element key={actionIdOf(element) || index} element={element} block={block} />
      ))}
    </div>
  );
}

/** Small buttons under a message; the same as `actions`, quieter. */
export function ContextActions({ block }: BlockProps) {
  return (
    <div class="quiet">
      <Actions block={block} />
    </div>
  );
}
