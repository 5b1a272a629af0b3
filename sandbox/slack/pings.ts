import { isObject, type Json } from './json.ts';
import { pingsIn } from './mrkdwn.ts';
import type { Ping } from './observed.ts';

type Found = Pick<Ping, 'kind' | 'id' | 'text'>;

/** Every live mention in blocks or views: mrkdwn texts, markdown blocks, and the mentions of rich text. */
export function pingsInBlocks(blocks: Json): Found[] {
  const found: Found[] = [];
  look(blocks, found);
  return found;
}

function look(value: Json | undefined, found: Found[]): void {
  if (Array.isArray(value)) for (const item of value) look(item, found);
  if (!isObject(value)) return;
  if ((value.type === 'mrkdwn' || value.type === 'markdown') && typeof value.text === 'string') {
    found.push(...pingsIn(value.text));
  }
  const rich = richMention(value.type, value.range, value.user_id, value.usergroup_id);
  if (rich) found.push({ ...rich, text: JSON.stringify(value) });
  for (const inner of Object.values(value)) if (typeof inner === 'object') look(inner, found);
}

/** docs.slack.dev/reference/block-kit/blocks/rich-text-block: broadcast, user and usergroup elements. */
function richMention(type: Json | undefined, range?: Json, user?: Json, group?: Json): Omit<Found, 'text'> | undefined {
  if (type === 'broadcast' && typeof range === 'string') return { kind: range as Ping['kind'] };
  if (type === 'user' && typeof user === 'string') return { kind: 'user', id: user };
  if (type === 'usergroup' && typeof group === 'string') return { kind: 'usergroup', id: group };
  return undefined;
}
