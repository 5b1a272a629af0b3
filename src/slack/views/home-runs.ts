import type { KnownBlock } from '@slack/types';
import { connectorKey } from '../../domain/connector.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import { COMMAND, SYNC_AGAIN } from '../ids.ts';
import { button, context, section, sections } from '../messages/block-kit.ts';
import { escaped, mention, moment } from '../messages/mrkdwn.ts';
import { stateText } from '../messages/run-state.ts';

export interface RunningNow {
  /** Whose Home it is. */
  readonly userId: string;
  /** Those that have not ended, in the order to show them in. */
  readonly runs: readonly SyncRun[];
}

const RUNNING_SHOWN = 10;

/** "Running now": each with its state and since when. */
export function runningBlocks({ userId, runs }: RunningNow): KnownBlock[] {
  const lines = runs.slice(0, RUNNING_SHOWN).map((run) => {
    const who = run.requestedBy === userId ? 'you' : mention(run.requestedBy);
    return `*${escaped(run.label, 100)}*  ${stateOf(run)} since ${moment(run.changedAt)}, for ${who}`;
  });
  const left = runs.length - lines.length;
  return [
    ...sections(['*Running now*', ...(lines.length === 0 ? ['Nothing.'] : lines)]),
    ...(left > 0 ? [context(`And ${left} more: \`${COMMAND} status\` shows them.`)] : []),
  ];
}

export interface OwnRun {
  readonly run: SyncRun;
  /** With a button that asks for the same once more. */
  readonly again: boolean;
}

/** "My syncs": how each ended, or how it is. */
export function ownRunBlocks(own: readonly OwnRun[]): KnownBlock[] {
  if (own.length === 0) return [section('*My syncs*\nNothing yet.')];
  return [section('*My syncs*'), ...own.map(ownRunBlock)];
}

function ownRunBlock({ run, again }: OwnRun): KnownBlock {
  const text = section(`*${escaped(run.label, 100)}*  ${stateOf(run)}  ·  ${moment(run.requestedAt)}`);
  return again ? { ...text, accessory: button(SYNC_AGAIN, 'Sync again', connectorKey(run)) } : text;
}

/** Without the time passed in it: nobody draws the tab anew while it is looked at. */
function stateOf(run: SyncRun): string {
  return stateText(run, { now: run.changedAt, usualMs: null, unreadable: false }).state;
}
