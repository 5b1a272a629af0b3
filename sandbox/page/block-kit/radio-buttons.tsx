import { useId } from 'preact/hooks';
import { chosenOptions } from './choice.ts';
import { objects, str } from './read.ts';
import type { ElementProps } from './surface.ts';
import { Text } from './text.tsx';
import { useChoosing } from './use-choosing.ts';

export function RadioButtons({ element, block }: ElementProps) {
  const name = useId();
  const { chosen, choose, dialog } = useChoosing(
    element,
    block,
    (state) => chosenOptions(state, element)[0]?.value ?? '',
    (value) => [value],
  );
  return (
    <div class="ticks">
      {objects(element.options).map((option) => {
        const value = str(option.value);
        return (
          <label key={value} class="tick">
            <input type="radio" name={name} checked={chosen === value} onChange={() => choose(value)} />
            <span>
              <Text of={option.text} />
              <span class="tick-description">
                <Text of={option.description} />
              </span>
            </span>
          </label>
        );
      })}
      {dialog}
    </div>
  );
}
