import type { JsonObject } from '../../slack/json.ts';
import type { BlockProps } from './blocks.tsx';
import { str, words } from './read.ts';
import type { ElementProps } from './surface.ts';
import { Unknown } from './unknown.tsx';

export function ImageBlock({ block }: BlockProps) {
  const title = words(block.title);
  return (
    <figure class="image-block">
      {title !== '' && <figcaption>{title}</figcaption>}
      <Picture image={block} />
    </figure>
  );
}

export function ImageElement({ element }: ElementProps) {
  return <Picture image={element} small />;
}

export function Picture({ image, small = false }: { image: JsonObject; small?: boolean }) {
  const url = str(image.image_url);
  const alt = str(image.alt_text);
  if (!/^(https?:\/\/|data:image\/)/.test(url)) {
    return <Unknown what="element" json={image} why="The sandbox keeps no files: this image has no address." />;
  }
  return <img class={small ? 'picture small' : 'picture'} src={url} alt={alt} title={alt} loading="lazy" />;
}
