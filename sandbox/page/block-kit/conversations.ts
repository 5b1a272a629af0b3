import type { JsonObject } from '../../slack/json.ts';
import type { ChannelEntry, State } from '../../web/protocol.ts';
import { obj, str, strings } from './read.ts';

/** What a menu of conversations offers ([D] conversation-filter-object). */
export function conversationsFor(element: JsonObject, state: State): ChannelEntry[] {
  const filter = obj(element.filter) ?? {};
  const include = strings(filter.include);
  return state.channels.filter(({ kind, shared }) => {
    if (str(element.type).includes('channels_select')) return kind === 'public';
    if (include.length > 0 && !include.includes(kind)) return false;
    if (filter.exclude_external_shared_channels === true && shared) return false;
    return !(filter.exclude_bot_users === true && kind === 'im');
  });
}

export function nameOfConversation({ kind, name }: ChannelEntry, { names, botUserId }: State): string {
  return kind === 'im' ? (names[botUserId] ?? 'Direct message') : `#${name}`;
}
