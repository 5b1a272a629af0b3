import type { SyncRun } from '../../domain/sync-run.ts';
import { actions, type Message, openInC1, section } from './block-kit.ts';
import { escaped, mention } from './mrkdwn.ts';
import { stateText } from './run-state.ts';
import { buttonsAtEnd, type ConnectorUrl } from './sync-message.ts';

/** The reply in the thread: mentions who waits, since a message that is rewritten notifies nobody. */
export function endReply(run: SyncRun): Message {
  const here = run.watchers.filter(({ direct }) => !direct).map(({ userId }) => userId);
  const text = `${[run.requestedBy, ...here].map(mention).join(' ')} ${howItEnded(run)}`;
  return { text, blocks: [section(text)] };
}

/** For somebody who waits elsewhere. */
export function endMessage(run: SyncRun, connectorUrl: ConnectorUrl): Message {
  const text = `You wait for this sync: ${howItEnded(run)}`;
  return { text, blocks: [section(text), actions(...buttonsAtEnd(run), openInC1(connectorUrl(run)))] };
}

function howItEnded(run: SyncRun): string {
  const { state, more } = stateText(run, { now: run.changedAt, usualMs: null, unreadable: false });
  return `${escaped(run.label, 100)}: ${state}. ${more}`.trimEnd();
}
