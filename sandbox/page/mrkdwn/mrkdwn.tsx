import type { ComponentChildren } from 'preact';
import { Emoji } from './emoji.tsx';
import { ChannelMention, SafeLink, UserMention } from './mentions.tsx';
import { type Chunk, type Inline, parseMrkdwn } from './parse.ts';

/** Slack's markup as elements. Nothing of the text is ever taken for HTML. */
export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }) {
  return <>{parseMrkdwn(text, verbatim).map(chunk)}</>;
}

function chunk(part: Chunk, index: number): ComponentChildren {
  switch (part.kind) {
    case 'pre':
      return <pre key={index}>{part.text}</pre>;
    case 'quote':
      return <blockquote key={index}>{part.inside.map(inline)}</blockquote>;
    case 'lines':
      return (
        <span key={index} class="lines">
          {part.inside.map(inline)}
        </span>
      );
  }
}

function inline(part: Inline, index: number): ComponentChildren {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
      return <strong key={index}>{part.inside.map(inline)}</strong>;
    case 'italic':
      return <em key={index}>{part.inside.map(inline)}</em>;
    case 'strike':
      return <s key={index}>{part.inside.map(inline)}</s>;
    case 'code':
      return <code key={index}>{part.text}</code>;
    case 'emoji':
      return <Emoji key={index} name={part.name} />;
    case 'user':
      return <UserMention key={index} id={part.id} label={part.label} />;
    case 'channel':
      return <ChannelMention key={index} id={part.id} label={part.label} />;
    case 'usergroup':
      return <UserMention key={index} id={part.id} label={part.label.replace(/^@/, '')} />;
    case 'broadcast':
      return (
        <span key={index} class="mention me">
          @{part.range}
        </span>
      );
    case 'date':
      return <SlackDate key={index} {...part} />;
    case 'link':
      return <SafeLink key={index} url={part.url} text={part.text} />;
  }
}

function SlackDate({ text, url, seconds }: { text: string; url: string; seconds: number }) {
  const time = seconds > 0 ? <time dateTime={new Date(seconds * 1000).toISOString()}>{text}</time> : text;
  return url === '' ? time : <SafeLink url={url} text={text} />;
}
