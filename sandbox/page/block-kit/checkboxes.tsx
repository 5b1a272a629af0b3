import { useId } from 'preact/hooks';
import { chosenOptions } from './choice.ts';
import { objects, str } from './read.ts';
import type { ElementProps } from './surface.ts';
import { Text } from './text.tsx';
import { useChoosing } from './use-choosing.ts';

export function Checkboxes({ element, block, field }: ElementProps) {
  const name = useId();
  const { chosen, choose, dialog } = useChoosing(
    element,
    block,
    (state) => chosenOptions(state, element).map(({ value }) => value),
    (values) => values,
  );
  return (
    <div class="ticks">
      {objects(element.options).map((option) => {
        const value = str(option.value);
        const checked = chosen.includes(value);
        return (
          <label key={value} class="tick">
            <input
              type="checkbox"
              name={name}
              checked={checked}
              aria-invalid={field?.invalid}
              onChange={() => choose(checked ? chosen.filter((each) => each !== value) : [...chosen, value])}
            />
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
