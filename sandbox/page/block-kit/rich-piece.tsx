import type { ComponentChildren } from 'preact';
import type { JsonObject } from '../../slack/json.ts';
import { Emoji } from '../mrkdwn/emoji.tsx';
import { ChannelMention, SafeLink, UserMention } from '../mrkdwn/mentions.tsx';
import { slackDate } from '../mrkdwn/slack-date.ts';
import { num, obj, str } from './read.ts';
import { Unknown } from './unknown.tsx';

/** One run of formatted text. docs.slack.dev/reference/block-kit/blocks/rich-text-block */
export function RichPiece({ piece }: { piece: JsonObject }) {
  const style = obj(piece.style) ?? {};
  let shown: ComponentChildren = content(piece);
  if (style.code === true) shown = <code>{shown}</code>;
  if (style.strike === true) shown = <s>{shown}</s>;
  if (style.underline === true) shown = <u>{shown}</u>;
  if (style.italic === true) shown = <em>{shown}</em>;
  if (style.bold === true) shown = <strong>{shown}</strong>;
  return <>{shown}</>;
}

function content(piece: JsonObject): ComponentChildren {
  switch (piece.type) {
    case 'text':
      return str(piece.text);
    case 'link':
      return <SafeLink url={str(piece.url)} text={str(piece.text) || str(piece.url)} />;
    case 'emoji':
      return <Emoji name={str(piece.name)} />;
    case 'user':
      return <UserMention id={str(piece.user_id)} />;
    case 'usergroup':
      return <UserMention id={str(piece.usergroup_id)} />;
    case 'team':
      return <UserMention id={str(piece.team_id)} />;
    case 'channel':
      return <ChannelMention id={str(piece.channel_id)} />;
    case 'broadcast':
      return <span class="mention me">@{str(piece.range)}</span>;
    case 'color':
      return (
        <span class="color">
          <i style={{ background: colorOr(str(piece.value)) }} />
          {str(piece.value)}
        </span>
      );
    case 'date':
      return <time>{slackDate(num(piece.timestamp) ?? 0, str(piece.format))}</time>;
    default:
      return <Unknown what="element" json={piece} />;
  }
}

function colorOr(value: string): string {
  return /^#[0-9a-f]{3,8}$/i.test(value) ? value : 'transparent';
}
