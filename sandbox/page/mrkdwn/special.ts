import { slackDate } from './slack-date.ts';

/** What may stand between `<` and `>`. */
export type Special =
  | { readonly kind: 'user' | 'channel' | 'usergroup'; readonly id: string; readonly label: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | { readonly kind: 'date'; readonly text: string; readonly url: string; readonly seconds: number }
  | { readonly kind: 'link'; readonly url: string; readonly text: string };

export function parseSpecial(inside: string): Special {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? '' : decode(inside.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'usergroup', id: target.slice('!subteam^'.length), label };
  if (target.startsWith('!date^')) return date(target, label);
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) };
  const url = decode(target);
  return { kind: 'link', url, text: label || url.replace(/^mailto:/, '') };
}

function date(target: string, fallback: string): Special {
  const [, seconds = '', format = '', url = ''] = target.split('^');
  const known = /^\d+$/.test(seconds);
  const text = known ? slackDate(Number(seconds), decode(format)) : fallback;
  return { kind: 'date', text, url: decode(url), seconds: known ? Number(seconds) : 0 };
}

function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
