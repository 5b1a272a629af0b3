import type { ComponentChildren } from 'preact';
import { SafeLink } from '../mrkdwn/mentions.tsx';
import type { BlockProps } from './blocks.tsx';
import { str } from './read.ts';

/** The markdown block: headings, lists, quotes, fences and the usual marks. Anything else stays as it is written. */
export function Markdown({ block }: BlockProps) {
  const parts = str(block.text).split(/^```[^\n]*\n([\s\S]*?)^```$/m);
  return (
    <div class="rich-text">
      {parts.map((part, index) => (index % 2 === 1 ? <pre key={index}>{part}</pre> : paragraphs(part)))}
    </div>
  );
}

function paragraphs(text: string): ComponentChildren {
  return text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part, index) => <Paragraph key={index} text={part.trim()} />);
}

function Paragraph({ text }: { text: string }) {
  const lines = text.split('\n');
  const heading = /^(#{1,6}) (.*)/.exec(text);
  if (heading) {
    const rest = lines.slice(1).join('\n');
    return (
      <>
        <h3 class="header-block">{inline(heading[2] ?? '')}</h3>
        {rest !== '' && <Paragraph text={rest} />}
      </>
    );
  }
  if (lines.every((line) => /^[-*+] /.test(line))) return <ul>{items(lines, /^[-*+] /)}</ul>;
  if (lines.every((line) => /^\d+[.)] /.test(line))) return <ol>{items(lines, /^\d+[.)] /)}</ol>;
  if (lines.every((line) => line.startsWith('>'))) {
    return <blockquote class="lines">{inline(lines.map((line) => line.replace(/^> ?/, '')).join('\n'))}</blockquote>;
  }
  return <p class="lines">{inline(text)}</p>;
}

function items(lines: readonly string[], mark: RegExp): ComponentChildren {
  return lines.map((line, index) => <li key={index}>{inline(line.replace(mark, ''))}</li>);
}

const MARKS = /`([^`]+)`|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|\*([^*]+)\*|_([^_]+)_|\[([^\]]+)\]\(([^)\s]+)\)/;

function inline(text: string): ComponentChildren[] {
  const match = MARKS.exec(text);
  if (!match) return text === '' ? [] : [text];
  const [whole, code, bold, bold2, strike, italic, italic2, label, url] = match;
  const strong = bold ?? bold2;
  const em = italic ?? italic2;
  const shown =
    code !== undefined ? (
      <code>{code}</code>
    ) : strong !== undefined ? (
      <strong>{inline(strong)}</strong>
    ) : strike !== undefined ? (
      <s>{inline(strike)}</s>
    ) : em !== undefined ? (
      <em>{inline(em)}</em>
    ) : (
      <SafeLink url={url ?? ''} text={label ?? ''} />
    );
  return [text.slice(0, match.index), shown, ...inline(text.slice(match.index + whole.length))];
}
