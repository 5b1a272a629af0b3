import { ScrollArea } from '../scroll-area.tsx';
import { type BlockProps, Blocks } from './blocks.tsx';
import { Element } from './element.tsx';
import { Picture } from './image.tsx';
import { actionIdOf, obj, objects } from './read.ts';
import { Text } from './text.tsx';

export function Card({ block }: BlockProps) {
  const hero = obj(block.hero_image);
  const icon = obj(block.icon);
  const actions = objects(block.actions);
  return (
    <div class="card">
      {hero && <Picture image={hero} />}
      <div class="card-head">
        {icon && <Picture image={icon} small />}
        <div>
          <div class="card-title">
            <Text of={block.title} />
          </div>
          <div class="card-subtitle">
            <Text of={block.subtitle} />
          </div>
        </div>
      </div>
      {obj(block.body) && (
        <div class="card-body">
          <Text of={block.body} />
        </div>
      )}
      {actions.length > 0 && (
        <div class="actions">
          {actions.map((element, index) => (
            <Element key={actionIdOf(element) || index} element={element} block={block} />
          ))}
        </div>
      )}
    </div>
  );
}

/** Cards side by side, to be scrolled through. */
export function Carousel({ block }: BlockProps) {
  return (
    <ScrollArea class="carousel" label="Cards">
      <Blocks blocks={objects(block.elements)} />
    </ScrollArea>
  );
}
