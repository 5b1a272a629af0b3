import type { JsonObject } from '../../slack/json.ts';
import { useConfirm } from './confirm.tsx';
import { actionIdOf, blockIdOf, obj, objects } from './read.ts';
import { useSurface } from './surface.ts';
import { useOptimistic } from './use-optimistic.ts';

/** What is chosen in an element now, and how another choice is sent: into the state of a modal, or as a click. */
export function useChoosing<T>(
  element: JsonObject,
  block: JsonObject,
  read: (state: JsonObject | undefined) => T,
  valuesOf: (chosen: T) => readonly string[],
) {
  const surface = useSurface();
  const blockId = blockIdOf(block);
  const actionId = actionIdOf(element);
  const state = obj(obj(surface.values[blockId])?.[actionId]);
  const { confirmed, dialog } = useConfirm(element);
  // In a view a block_id stands for its only element; in a row of several, and in messages, a choice is a click.
  const inState = surface.kind !== 'message' && (block.type !== 'actions' || objects(block.elements).length === 1);
  const [chosen, setChosen] = useOptimistic(read(state), !inState);
  const choose = async (next: T) => {
    if (!(await confirmed())) return;
    const [first, ...others] = valuesOf(next);
    setChosen(next, () => {
      if (inState) return surface.choose(blockId, first === undefined ? [] : [first, ...others]);
      return surface.press({ blockId, actionId, ...(first === undefined ? {} : { option: first }) });
    });
  };
  return { chosen, choose: (next: T) => void choose(next), dialog };
}
