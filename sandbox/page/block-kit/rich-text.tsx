import type { ComponentChildren } from 'preact';
import type { JsonObject } from '../../slack/json.ts';
import type { BlockProps } from './blocks.tsx';
import { num, objects } from './read.ts';
import { RichPiece } from './rich-piece.tsx';
import { Unknown } from './unknown.tsx';

export function RichText({ block }: BlockProps) {
  return <div class="rich-text">{objects(block.elements).map(part)}</div>;
}

function part(element: JsonObject, index: number): ComponentChildren {
  switch (element.type) {
    case 'rich_text_section':
      return (
        <p key={index} class="lines">
          <Pieces of={element} />
        </p>
      );
    case 'rich_text_quote':
      return (
        <blockquote key={index} class="lines">
          <Pieces of={element} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre key={index}>
          <Pieces of={element} />
        </pre>
      );
    case 'rich_text_list':
      return <List key={index} of={element} />;
    default:
      return <Unknown key={index} what="element" json={element} />;
  }
}

function Pieces({ of }: { of: JsonObject }) {
  return (
    <>
      {objects(of.elements).map((piece, index) => (
        <RichPiece key={index} piece={piece} />
      ))}
    </>
  );
}

function List({ of }: { of: JsonObject }) {
  const items = objects(of.elements).map((item, index) => (
    <li key={index} class="lines">
      <Pieces of={item} />
    </li>
  ));
  const indent = { marginLeft: `${(num(of.indent) ?? 0) * 24}px` };
  if (of.style === 'ordered') {
    return (
      <ol start={(num(of.offset) ?? 0) + 1} style={indent}>
        {items}
      </ol>
    );
  }
  return <ul style={indent}>{items}</ul>;
}
