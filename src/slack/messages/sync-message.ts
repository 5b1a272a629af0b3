import type { ActionsBlock, Button } from '@slack/types';
import { type ConnectorRef, connectorKey } from '../../domain/connector.ts';
import type { Outlook } from '../../domain/outlook.ts';
import { hasEnded, type RunOrigin, referenceOf, type SyncRun } from '../../domain/sync-run.ts';
import { RESUME_CONNECTOR, SYNC_AGAIN, UNWATCH_RUN, WATCH_RUN } from '../ids.ts';
import { actions, button, context, type Message, openInC1, section } from './block-kit.ts';
import { escaped, mention } from './mrkdwn.ts';
import { stateText } from './run-state.ts';

/** The web address of a connector in C1, or of the tenant where no pattern is configured. */
export type ConnectorUrl = (ref: ConnectorRef) => string;

const DID: Readonly<Record<RunOrigin, string>> = {
  request: 'asked C1 to sync',
  restart: 'asked C1 to stop the running sync and begin anew:',
  join: 'waits for the sync of',
  resume: 'resumed, which makes C1 sync,',
};

/** More than a message needs to name. */
const WATCHERS_NAMED = 10;

/**
 * One run as everybody in the channel reads it, at each moment of its life. C1 only queues, so until C1 shows an end this
 * never says done.
 * @param why the sentence of `explain` for a run that was refused just now
 */
export function syncMessage(run: SyncRun, outlook: Outlook, connectorUrl: ConnectorUrl, why?: string): Message {
  const who = `${mention(run.requestedBy)} ${DID[run.origin]}`;
  const what = escaped(run.label, 100);
  const { state, more } = stateText(run, outlook, why);
  const after = run.state === 'refused' ? ':' : '.';
  return {
    text: `${who} ${what}: ${state}${state.endsWith('.') ? '' : after} ${more}`.trimEnd(),
    blocks: [
      section(`${who} *${what}*: *${state}*${more === '' ? '' : `\n${more}`}`),
      context(...details(run)),
      buttons(run, connectorUrl),
    ],
  };
}

function details(run: SyncRun): string[] {
  const watchers = run.watchers.slice(0, WATCHERS_NAMED).map(({ userId }) => mention(userId));
  return [
    ...(run.reason === null ? [] : [`Reason: ${escaped(run.reason)}`]),
    ...(watchers.length === 0 || hasEnded(run) ? [] : [`Also waiting: ${watchers.join(', ')}`]),
    `Reference \`${referenceOf(run)}\``,
  ];
}

function buttons(run: SyncRun, connectorUrl: ConnectorUrl): ActionsBlock {
  return actions(...(hasEnded(run) ? buttonsAtEnd(run) : watchButtons(run)), openInC1(connectorUrl(run)));
}

export function watchButtons({ id }: SyncRun): Button[] {
  return [button(WATCH_RUN, 'Watch', id), button(UNWATCH_RUN, 'Stop watching', id)];
}

export function buttonsAtEnd(run: SyncRun): Button[] {
  if (run.state === 'gone') return [];
  if (run.state === 'paused') return [button(RESUME_CONNECTOR, 'Resume', connectorKey(run))];
  return [button(SYNC_AGAIN, 'Sync again', connectorKey(run))];
}
