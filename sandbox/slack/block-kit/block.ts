import { type Check, object, oneOf, text } from './check.ts';

/** Every block may have a block_id of 255 characters at most (@slack/types block-kit/blocks.ts). */
export function block(type: string, required: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return object({ type: oneOf(type), ...required }, { block_id: text({ max: 255 }), ...optional });
}
