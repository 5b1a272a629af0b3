import type { Button } from '@slack/types';
import type { SyncRun } from '../../domain/sync-run.ts';
import { RESTART_RUN, UNWATCH_RUN } from '../ids.ts';
import { alreadyAsked } from './answer.ts';
import { actions, button, type Message, plain, section } from './block-kit.ts';

/** For somebody whose request met one that is under way: they wait for that one, unless they insist. */
export function joinedMessage(run: SyncRun, userId: string, now: number): Message {
  const isOwn = run.requestedBy === userId;
  const told = isOwn
    ? 'You will be told when it ends, as you asked.'
    : 'You wait for it now and will be told when it ends.';
  const text = `${alreadyAsked(run, now)} Nothing was sent again. ${told}`;
  const watching = isOwn ? [] : [button(UNWATCH_RUN, 'Stop watching', run.id)];
  return { text, blocks: [section(text), actions(...watching, restartButton(run))] };
}

/** Stopping a sync that runs is an explicit, confirmed choice (c1-api 4.2: a second press may kill a long sync). */
export function restartButton(run: SyncRun): Button {
  return {
    ...button(RESTART_RUN, 'Restart it', run.id, 'danger'),
    confirm: {
      title: plain('Restart this sync?', 100),
      text: plain(
        `C1 may stop the sync of ${run.label} that is under way and begin anew. What it has done so far can be lost.`,
        300,
      ),
      confirm: plain('Restart it', 30),
      deny: plain('Let it run', 30),
      style: 'danger',
    },
  };
}
