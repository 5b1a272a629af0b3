import { offers } from '../conversation-filter.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { OpenView } from '../open-views.ts';
import type { Workspace } from '../workspace-model.ts';
import type { Found } from './find-element.ts';

export type Picked = string | JsonObject;

/** The state value a choice makes; what the menu does not offer cannot be chosen, unless `anyway`. */
export function chosenValue(
  workspace: Workspace,
  view: OpenView,
  { element, blockId }: Found,
  picked: Picked[],
  anyway: boolean,
): JsonObject {
  const type = String(element.type);
  const most = type.startsWith('multi_') || type === 'checkboxes' ? Number(element.max_selected_items ?? 1000) : 1;
  if (picked.length > most && !anyway) throw new Error(`${blockId} takes ${most} at most, not ${picked.length}.`);
  const options = () => picked.map((each) => optionOf(view, blockId, element, each, anyway));
  const ids = () => picked.map((each) => idOf(workspace, view, element, String(each), anyway));
  const first = <T>(all: T[]): T | null => all[0] ?? null;
  switch (type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: first(options()) };
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: options() };
    case 'users_select':
      return { type, selected_user: first(ids()) };
    case 'multi_users_select':
      return { type, selected_users: ids() };
    case 'conversations_select':
      return { type, selected_conversation: first(ids()) };
    case 'multi_conversations_select':
      return { type, selected_conversations: ids() };
    case 'channels_select':
      return { type, selected_channel: first(ids()) };
    case 'multi_channels_select':
      return { type, selected_channels: ids() };
    case 'datepicker':
      return { type, selected_date: first(picked) };
    case 'timepicker':
      return { type, selected_time: first(picked) };
    case 'datetimepicker':
      return { type, selected_date_time: Number(first(picked)) };
    default:
      throw new Error(`Nothing can be chosen in ${blockId}: it is a ${type}.`);
  }
}

function optionOf(view: OpenView, blockId: string, element: JsonObject, picked: Picked, anyway: boolean): JsonObject {
  const groups = (element.option_groups ?? [element]) as JsonObject[];
  const own = groups.flatMap(({ options }) => (options ?? []) as JsonObject[]);
  const initial = [element.initial_option ?? [], element.initial_options ?? []].flat() as JsonObject[];
  const offered = [...own, ...(view.offered.get(blockId) ?? []), ...initial, ...alreadyChosen(view, blockId)];
  const value = isObject(picked) ? picked.value : picked;
  const option = offered.find((each) => each.value === value);
  if (option) return option;
  if (anyway)
    return isObject(picked) ? picked : { text: { type: 'plain_text', text: picked, emoji: true }, value: picked };
  throw new Error(
    `${blockId} does not offer ${value}; it offers ${offered.map((each) => each.value).join(', ') || 'nothing'}.`,
  );
}

/** What was chosen stays chosen while the person searches for more. */
function alreadyChosen(view: OpenView, blockId: string): JsonObject[] {
  const own = [...view.state.values()].filter((entry) => entry.blockId === blockId);
  return own.flatMap(({ value }) => [value.selected_option ?? [], value.selected_options ?? []].flat() as JsonObject[]);
}

function idOf(workspace: Workspace, view: OpenView, element: JsonObject, picked: string, anyway: boolean): string {
  if (String(element.type).endsWith('users_select')) return anyway ? picked : workspace.person(picked).id;
  if (anyway) return picked;
  const channel = workspace.channel(picked);
  if (!offers(element, channel, view.user, workspace)) throw new Error(`The menu does not offer ${channel.name}.`);
  return channel.id;
}
