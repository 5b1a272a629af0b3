import type { JsonObject } from '../../slack/json.ts';
import { Icon } from '../icons.tsx';
import { SafeLink } from '../mrkdwn/mentions.tsx';
import type { BlockProps } from './blocks.tsx';
import { obj, objects, str } from './read.ts';
import { RichText } from './rich-text.tsx';

const STATES: Readonly<Record<string, string>> = {
  pending: 'Pending',
  in_progress: 'In progress',
  complete: 'Complete',
  error: 'Error',
};

/** One step of work and how far it is; more about it unfolds. */
export function TaskCard({ block }: BlockProps) {
  const status = str(block.status);
  const details = obj(block.details);
  const output = obj(block.output);
  const sources = objects(block.sources);
  const title = (
    <>
      <TaskSign status={status} />
      <span class="task-title">{str(block.title)}</span>
      <span class={`task-state ${status}`}>{STATES[status] ?? status}</span>
    </>
  );
  if (!details && !output && sources.length === 0) return <div class="task-card task-line">{title}</div>;
  return (
    <details class="task-card" open>
      <summary class="task-line">{title}</summary>
      <div class="task-more">
        {details && <RichText block={details} />}
        {output && <RichText block={output} />}
        <Sources of={sources} />
      </div>
    </details>
  );
}

export function Plan({ block }: BlockProps) {
  const tasks = objects(block.tasks);
  const done = tasks.filter(({ status }) => status === 'complete').length;
  return (
    <section class="plan" aria-label={str(block.title)}>
      <header>
        <h4>{str(block.title)}</h4>
        <span class="plan-count">
          {done} of {tasks.length}
        </span>
      </header>
      {tasks.map((task) => (
        <TaskCard key={str(task.task_id)} block={task} />
      ))}
    </section>
  );
}

function TaskSign({ status }: { status: string }) {
  if (status === 'in_progress') return <span class="spinner" aria-hidden="true" />;
  return (
    <span class={`task-sign ${status}`} aria-hidden="true">
      {status === 'complete' && <Icon name="check" size={12} />}
      {status === 'error' && <Icon name="close" size={12} />}
    </span>
  );
}

function Sources({ of }: { of: readonly JsonObject[] }) {
  if (of.length === 0) return null;
  return (
    <p class="task-sources">
      {of.map(({ url, text }) => (
        <SafeLink key={str(url)} url={str(url)} text={str(text)} />
      ))}
    </p>
  );
}
