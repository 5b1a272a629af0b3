import type { ComponentChildren } from 'preact';
import { type BlockProps, Blocks } from './blocks.tsx';
import { Picture } from './image.tsx';
import { obj, objects, str } from './read.ts';
import { RichText } from './rich-text.tsx';
import { Text } from './text.tsx';

/** A titled frame around other blocks, which may fold. */
export function Container({ block }: BlockProps) {
  const richTitle = obj(block.rich_text_title);
  const icon = obj(block.icon);
  const head = (
    <>
      {icon && <Picture image={icon} small />}
      <div class="container-title">
        {richTitle ? <RichText block={richTitle} /> : <Text of={block.title} />}
        {obj(block.subtitle) && (
          <div class="container-subtitle">
            <Text of={block.subtitle} />
          </div>
        )}
      </div>
    </>
  );
  const inside = <Blocks blocks={objects(block.child_blocks)} />;
  const classes = `container ${str(block.width) || 'standard'}${block.has_header_divider === true ? ' divided' : ''}`;
  if (block.is_collapsible === true) {
    return (
      <details class={classes} open={block.default_collapsed !== true}>
        <summary class="container-head">{head}</summary>
        {inside}
      </details>
    );
  }
  return <Framed classes={classes} head={head} inside={inside} />;
}

function Framed({ classes, head, inside }: { classes: string; head: ComponentChildren; inside: ComponentChildren }) {
  return (
    <div class={classes}>
      <div class="container-head">{head}</div>
      {inside}
    </div>
  );
}
