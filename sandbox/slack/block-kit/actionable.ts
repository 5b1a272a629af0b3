import { type Check, flag, list, object, oneOf, text } from './check.ts';
import { confirm } from './confirm.ts';
import { plainText } from './text-object.ts';

const dispatchConfig = object(
  {},
  { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 }) },
);

/** Fields that many elements share (@slack/types block-kit/extensions.ts); action_id 255, placeholder 150. */
const shared = {
  action_id: text({ max: 255 }),
  confirm,
  focus_on_load: flag,
  placeholder: plainText(150),
  dispatch_action_config: dispatchConfig,
  response_url_enabled: flag,
} satisfies Record<string, Check>;

export function element(
  type: string,
  shares: (keyof typeof shared)[],
  required: Record<string, Check> = {},
  optional: Record<string, Check> = {},
): Check {
  const common: Record<string, Check> = { action_id: shared.action_id };
  for (const name of shares) common[name] = shared[name];
  return object({ type: oneOf(type), ...required }, { ...common, ...optional });
}
