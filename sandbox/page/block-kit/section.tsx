import type { BlockProps } from './blocks.tsx';
import { Element } from './element.tsx';
import { obj, objects } from './read.ts';
import { Text } from './text.tsx';

export function Section({ block }: BlockProps) {
  const fields = objects(block.fields);
  const accessory = obj(block.accessory);
  return (
    <div class="section">
      <div class="section-text">
        <Text of={block.text} />
        {fields.length > 0 && (
          <div class="section-fields">
            {fields.map((field, index) => (
              <div key={index}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory && (
        <div class="accessory">
          <Element element={accessory} block={block} />
        </div>
      )}
    </div>
  );
}
