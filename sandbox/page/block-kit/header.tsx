import type { BlockProps } from './blocks.tsx';
import { useSurface } from './surface.ts';
import { Text } from './text.tsx';

export function Header({ block }: BlockProps) {
  const Heading = useSurface().kind === 'home' ? 'h2' : 'h3';
  return (
    <Heading class="header-block">
      <Text of={block.text} />
    </Heading>
  );
}
