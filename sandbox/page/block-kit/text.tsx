import type { Json } from '../../slack/json.ts';
import { Emoji } from '../mrkdwn/emoji.tsx';
import { Mrkdwn } from '../mrkdwn/mrkdwn.tsx';
import { obj, str } from './read.ts';

/** A text object: plain_text as it stands (with emoji where asked for), mrkdwn with its markup. */
export function Text({ of }: { of: Json | undefined }) {
  const object = obj(of);
  if (!object) return null;
  const text = str(object.text);
  if (object.type === 'mrkdwn') return <Mrkdwn text={text} verbatim={object.verbatim === true} />;
  return <PlainText text={text} emoji={object.emoji === true} />;
}

function PlainText({ text, emoji }: { text: string; emoji: boolean }) {
  if (!emoji) return <span class="lines">{text}</span>;
  const parts = text.split(/:([a-z0-9_+'-]+):/);
  return (
    <span class="lines">
      {parts.map((part, index) => (index % 2 === 1 ? <Emoji key={index} name={part} /> : part))}
    </span>
  );
}
