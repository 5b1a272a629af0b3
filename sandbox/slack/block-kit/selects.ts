import { element } from './actionable.ts';
import { also, type Check, flag, integer, list, object, oneOf, text } from './check.ts';
import { option, optionGroups, options, withEitherOptions, withInitialAmongOptions } from './option.ts';

/** docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object: not empty. */
const filter: Check = also(
  object(
    {},
    {
      include: list(oneOf('im', 'mpim', 'private', 'public'), { min: 1, max: 4 }),
      exclude_external_shared_channels: flag,
      exclude_bot_users: flag,
    },
  ),
  (value, at, say) => {
    if (Object.keys(value).length === 0) say(at, 'must define at least one filter');
  },
);

const id = text({ max: 255 });
const conversations = { default_to_current_conversation: flag, filter };
const external = { min_query_length: integer({ min: 0, max: 3000 }) };

/** docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
function single(type: string, optional: Record<string, Check>, answersByUrl = false): Check {
  return element(
    type,
    ['confirm', 'focus_on_load', 'placeholder', ...(answersByUrl ? (['response_url_enabled'] as const) : [])],
    {},
    optional,
  );
}

/** docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element: max_selected_items is 1 or more. */
function multi(type: string, initial: string, of: Check, optional: Record<string, Check> = {}): Check {
  const initialItems = { [initial]: list(of, { max: 100 }) };
  const max_selected_items = integer({ min: 1, max: 1000 });
  const shape = element(
    type,
    ['confirm', 'focus_on_load', 'placeholder'],
    {},
    { ...optional, ...initialItems, max_selected_items },
  );
  return also(shape, (menu, at, say) => {
    const chosen = menu[initial];
    if (
      Array.isArray(chosen) &&
      typeof menu.max_selected_items === 'number' &&
      chosen.length > menu.max_selected_items
    ) {
      say(`${at}/${initial}`, `no more than ${menu.max_selected_items} items allowed`);
    }
  });
}

const ofStatic = (check: Check) => withInitialAmongOptions(withEitherOptions(check));
const staticOptions = { options, option_groups: optionGroups };

export const selects = {
  static_select: ofStatic(single('static_select', { ...staticOptions, initial_option: option })),
  external_select: single('external_select', { initial_option: option, ...external }),
  users_select: single('users_select', { initial_user: id }),
  conversations_select: single('conversations_select', { initial_conversation: id, ...conversations }, true),
  channels_select: single('channels_select', { initial_channel: id }, true),
  multi_static_select: ofStatic(multi('multi_static_select', 'initial_options', option, staticOptions)),
  multi_external_select: multi('multi_external_select', 'initial_options', option, external),
  multi_users_select: multi('multi_users_select', 'initial_users', id),
  multi_conversations_select: multi('multi_conversations_select', 'initial_conversations', id, conversations),
  multi_channels_select: multi('multi_channels_select', 'initial_channels', id),
} satisfies Record<string, Check>;
