import type { ConnectorRef } from '../../domain/connector.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import { context, type Message, section } from './block-kit.ts';
import { escaped, link, mention } from './mrkdwn.ts';

/** The web address of a connector in C1, or of the tenant where no pattern is configured. */
export type ConnectorUrl = (ref: ConnectorRef) => string;

/** The first characters of a run's id: enough to find it in the log and the record. */
export function referenceOf(run: Pick<SyncRun, 'id'>): string {
  return run.id.slice(0, 8);
}

/**
 * One run as everybody in the channel reads it. C1 only queues, so this never says done.
 * @param why the sentence of `explain` for a run that was refused
 */
export function syncMessage(run: SyncRun, connectorUrl: ConnectorUrl, why?: string): Message {
  const who = mention(run.requestedBy);
  const what = escaped(run.label, 100);
  const { state, more } = stateOf(run, why);
  const details = [link(connectorUrl(run), 'Open in C1'), `Reference \`${referenceOf(run)}\``];
  if (run.reason !== null) details.unshift(`Reason: ${escaped(run.reason)}`);
  return {
    text: `${who} asked C1 to sync ${what}: ${state}${run.state === 'refused' ? ':' : '.'} ${more}`.trimEnd(),
    blocks: [
      section(`${who} asked C1 to sync *${what}*: *${state}*${more === '' ? '' : `\n${more}`}`),
      context(...details),
    ],
  };
}

function stateOf(run: SyncRun, why = 'C1 did not take the request.'): { state: string; more: string } {
  switch (run.state) {
    case 'queued':
      return { state: 'queued', more: 'It starts when C1 gets to it; a long sync takes minutes to hours.' };
    case 'refused':
      return { state: 'failed', more: why };
    case 'unclear':
      return {
        state: 'unclear',
        more:
          'C1 did not answer clearly, and nothing shows yet that a sync began. Look at it in C1 before you ask again; ' +
          `reference \`${referenceOf(run)}\`.`,
      };
    case 'asking':
      return { state: 'C1 has not answered yet', more: '' };
  }
}
