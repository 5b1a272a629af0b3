import type { ComponentType } from 'preact';
import type { JsonObject } from '../../slack/json.ts';
import { Actions, ContextActions } from './actions.tsx';
import { Alert } from './alert.tsx';
import { Card, Carousel } from './card.tsx';
import { Container } from './container.tsx';
import { Context } from './context.tsx';
import { DataTable } from './data-table.tsx';
import { DataVisualization } from './data-visualization.tsx';
import { Divider } from './divider.tsx';
import { Header } from './header.tsx';
import { ImageBlock } from './image.tsx';
import { Input } from './input.tsx';
import { Markdown } from './markdown.tsx';
import { blockIdOf, str } from './read.ts';
import { RichText } from './rich-text.tsx';
import { Section } from './section.tsx';
import { Table } from './table.tsx';
import { Plan, TaskCard } from './task-card.tsx';
import { Unknown } from './unknown.tsx';

export interface BlockProps {
  readonly block: JsonObject;
}

const KINDS: Readonly<Record<string, ComponentType<BlockProps>>> = {
  section: Section,
  context: Context,
  actions: Actions,
  context_actions: ContextActions,
  divider: Divider,
  header: Header,
  image: ImageBlock,
  input: Input,
  markdown: Markdown,
  rich_text: RichText,
  table: Table,
  data_table: DataTable,
  data_visualization: DataVisualization,
  task_card: TaskCard,
  plan: Plan,
  alert: Alert,
  card: Card,
  carousel: Carousel,
  container: Container,
};

/** Blocks in their order. One this page does not know is shown as such: nothing is ever skipped. */
export function Blocks({ blocks }: { blocks: readonly JsonObject[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, index) => {
        const Kind = KINDS[str(block.type)];
        const key = blockIdOf(block) || index;
        return Kind ? <Kind key={key} block={block} /> : <Unknown key={key} what="block" json={block} />;
      })}
    </div>
  );
}
