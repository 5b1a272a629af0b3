import type { Ping } from './observed.ts';

type Found = Pick<Ping, 'kind' | 'id' | 'text'>;

/** `<!channel>`, `<!here|here>`, `<@U…>`, `<!subteam^S…|@it>`. docs.slack.dev/messaging/formatting-message-text */
const LIVE = /<(?:!(channel|here|everyone)|@([UW][A-Z0-9]+)|!subteam\^([A-Z0-9]+))(?:\|[^>]*)?>/g;

/** `link_names: true` and `parse: 'full'` make these live too (docs.slack.dev/reference/methods/chat.postMessage). */
const NAMED = /(?<![\w@])@(channel|here|everyone)\b/g;

export function pingsIn(text: string, linkNames = false): Found[] {
  const found: Found[] = [];
  for (const [, broadcast, user, group] of text.matchAll(LIVE)) {
    if (broadcast) found.push({ kind: broadcast as Ping['kind'], text });
    else if (user) found.push({ kind: 'user', id: user, text });
    else if (group) found.push({ kind: 'usergroup', id: group, text });
  }
  if (linkNames) for (const [, kind] of text.matchAll(NAMED)) found.push({ kind: kind as Ping['kind'], text });
  return found;
}
