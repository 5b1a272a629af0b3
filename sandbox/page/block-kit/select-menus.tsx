import { useSession } from '../session.ts';
import { type Choice, choicesOf, chosenIds, chosenOptions } from './choice.ts';
import { Combobox } from './combobox.tsx';
import { conversationsFor, nameOfConversation } from './conversations.ts';
import { num, str, words } from './read.ts';
import type { ElementProps } from './surface.ts';
import { useChoosing } from './use-choosing.ts';
import { useSuggestions } from './use-suggestions.ts';

/** static_select, multi_static_select */
export function StaticMenu(props: ElementProps) {
  return <SelectMenu {...props} choices={choicesOf(props.element)} />;
}

/** external_select, multi_external_select: the app answers while one types. */
export function ExternalMenu(props: ElementProps) {
  const { choices, note, busy, ask } = useSuggestions(props.element, props.block);
  return <SelectMenu {...props} choices={choices} note={note} busy={busy} onQuery={ask} />;
}

/** users_select, multi_users_select */
export function UserMenu(props: ElementProps) {
  const { state } = useSession();
  const choices = state.people.map(({ id, name, realName }) => choice(id, realName, `@${name}`));
  const known = (id: string) => choices.find(({ value }) => value === id) ?? choice(id, state.names[id] ?? id);
  return (
    <SelectMenu
      {...props}
      choices={choices}
      chosenNow={(state) => chosenIds(state, props.element, 'users').map(known)}
    />
  );
}

/** conversations_select, channels_select and those of several */
export function ConversationMenu(props: ElementProps) {
  const { state } = useSession();
  const { element } = props;
  const kind = str(element.type).includes('channels') ? 'channels' : 'conversations';
  const choices = conversationsFor(element, state).map((channel) =>
    choice(channel.id, nameOfConversation(channel, state)),
  );
  const known = (id: string) => {
    const channel = state.channels.find((each) => each.id === id);
    return choice(id, channel ? nameOfConversation(channel, state) : (state.names[id] ?? id));
  };
  return <SelectMenu {...props} choices={choices} chosenNow={(state) => chosenIds(state, element, kind).map(known)} />;
}

function choice(value: string, label: string, description = ''): Choice {
  return { value, label, description, group: '' };
}

interface SelectMenuProps extends ElementProps {
  readonly choices: readonly Choice[];
  readonly chosenNow?: (state: Parameters<typeof chosenOptions>[0]) => Choice[];
  readonly note?: string;
  readonly busy?: boolean;
  readonly onQuery?: (query: string) => void;
}

function SelectMenu({ element, block, field, chosenNow, ...list }: SelectMenuProps) {
  const read = chosenNow ?? ((state) => chosenOptions(state, element));
  const { chosen, choose, dialog } = useChoosing(element, block, read, (all) => all.map(({ value }) => value));
  const multi = str(element.type).startsWith('multi_');
  const inInput = block.type === 'input';
  return (
    <>
      <Combobox
        {...list}
        {...(field ? { field } : {})}
        label={words(element.placeholder) || 'Choose'}
        placeholder={words(element.placeholder) || (multi ? 'Choose' : 'Choose an option')}
        chosen={chosen}
        multi={multi}
        most={num(element.max_selected_items) ?? Number.POSITIVE_INFINITY}
        clearable={!multi && inInput && field?.optional === true}
        focusOnLoad={element.focus_on_load === true}
        onChoose={choose}
      />
      {dialog}
    </>
  );
}
