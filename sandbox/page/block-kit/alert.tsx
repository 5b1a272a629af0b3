import { Icon, type IconName } from '../icons.tsx';
import type { BlockProps } from './blocks.tsx';
import { str } from './read.ts';
import { Text } from './text.tsx';

const SIGNS: Readonly<Record<string, IconName>> = {
  default: 'info',
  info: 'info',
  warning: 'warning',
  error: 'warning',
  success: 'check',
};

export function Alert({ block }: BlockProps) {
  const level = str(block.level) in SIGNS ? str(block.level) : 'default';
  return (
    <div class={`alert ${level}`} role={level === 'error' ? 'alert' : 'note'}>
      <Icon name={SIGNS[level] ?? 'info'} size={18} />
      <div>
        <Text of={block.text} />
      </div>
    </div>
  );
}
