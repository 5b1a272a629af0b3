import type { BlockProps } from './blocks.tsx';
import { ImageElement } from './image.tsx';
import { objects } from './read.ts';
import { Text } from './text.tsx';
import { Unknown } from './unknown.tsx';

export function Context({ block }: BlockProps) {
  return (
    <div class="context">
      {objects(block.elements).map((element, index) => {
        if (element.type === 'image') return <ImageElement key={index} element={element} block={block} />;
        if (element.type === 'mrkdwn' || element.type === 'plain_text') {
          return (
            <span key={index} class="context-text">
              <Text of={element} />
            </span>
          );
        }
        return <Unknown key={index} what="element" json={element} />;
      })}
    </div>
  );
}
