import type { HomeView, KnownBlock } from '@slack/types';
import type { Grant } from '../../domain/access.ts';
import type { RunState, SyncRun } from '../../domain/sync-run.ts';
import { COMMAND, OPEN_REQUEST_SYNC } from '../ids.ts';
import { rights, until } from '../messages/access-message.ts';
import { actions, button, context, plain, section, sections } from '../messages/block-kit.ts';
import { escaped, mention, moment } from '../messages/mrkdwn.ts';

export interface Rights {
  readonly sync: boolean;
  readonly manage: boolean;
  /** By C1_SYNC_ADMINS. */
  readonly isAdmin: boolean;
  readonly grants: readonly Grant[];
}

const GRANTS_SHOWN = 10;

/** The Home tab: what this person may do, the way to do it, and what they asked for. */
export function homeView(may: Rights, own: readonly SyncRun[], managers: readonly string[]): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('Sync a C1 connector', 150) },
      section('Ask ConductorOne to sync a connector now, instead of at its next scheduled time.'),
      ...(may.sync ? [actions(button(OPEN_REQUEST_SYNC, 'Sync a connector', ' ', 'primary'))] : []),
      { type: 'divider' },
      section(rightsOf(may, managers)),
      ...(may.manage
        ? [context(`\`${COMMAND} who\` shows who may do what; \`${COMMAND} help\` how to change it.`)]
        : []),
      ...(may.sync ? [{ type: 'divider' } as const, ...ownRuns(own)] : []),
    ],
  };
}

function rightsOf(may: Rights, managers: readonly string[]): string {
  const lines = may.grants.slice(0, GRANTS_SHOWN).map((grant) => `• You ${rights(grant, 'you')} ${until(grant)}.`);
  if (may.isAdmin) lines.unshift('• You manage access and may sync everything (C1_SYNC_ADMINS).');
  if (lines.length > 0) return `*What you may do*\n${lines.join('\n')}`;
  const who = managers.slice(0, 5).map(mention).join(', ');
  return `*What you may do*\nYou are not on the list of people who may sync connectors. Ask ${who}: they can add you.`;
}

const STATES: Readonly<Record<RunState, string>> = {
  asking: 'asking C1',
  queued: 'queued',
  refused: 'failed',
  unclear: 'unclear',
};

function ownRuns(own: readonly SyncRun[]): KnownBlock[] {
  const lines = own.map((run) => `*${escaped(run.label, 100)}*  ${STATES[run.state]}  ·  ${moment(run.requestedAt)}`);
  return sections(['*What you asked for*', ...(lines.length === 0 ? ['Nothing yet.'] : lines)]);
}
