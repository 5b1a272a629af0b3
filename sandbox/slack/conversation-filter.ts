import { isObject, type JsonObject } from './json.ts';
import type { Channel, Workspace } from './workspace-model.ts';

/** What a conversations menu offers a person ([D] conversation-filter-object). A channels menu offers public ones. */
export function offers(element: JsonObject, channel: Channel, user: string, workspace: Workspace): boolean {
  if (channel.archived) return false;
  if (channel.kind !== 'public' && !channel.members.has(user)) return false;
  if (String(element.type).includes('channels_select')) return channel.kind === 'public';
  const filter = isObject(element.filter) ? element.filter : {};
  if (Array.isArray(filter.include) && !filter.include.includes(channel.kind)) return false;
  if (filter.exclude_external_shared_channels === true && channel.shared) return false;
  if (filter.exclude_bot_users === true && channel.kind === 'im' && channel.members.has(workspace.botUserId))
    return false;
  return true;
}
