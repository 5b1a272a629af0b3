import type { Button, KnownBlock } from '@slack/types';
import type { Grant } from '../../domain/access.ts';
import { COMMAND, GIVE_ACCESS, REMOVE_GRANT } from '../ids.ts';
import { grantLine } from '../messages/access-message.ts';
import { actions, button, context, plain, section } from '../messages/block-kit.ts';
import { mention } from '../messages/mrkdwn.ts';

export interface WhoMayNow {
  /** Those that hold now, in the order to show them in. */
  readonly grants: readonly Grant[];
  /** Slack user ids: by C1_SYNC_ADMINS. */
  readonly admins: readonly string[];
}

const GRANTS_SHOWN = 10;
const ADMINS_SHOWN = 10;

/** "Who may do what", for managers: each grant with the way to take it away, and the way to give one. */
export function whoMayBlocks({ grants, admins }: WhoMayNow): KnownBlock[] {
  const left = grants.length - GRANTS_SHOWN;
  const more =
    left > 0
      ? `And ${left} more: \`${COMMAND} who\` shows them.`
      : `\`${COMMAND} who\` shows as well who gave it and why.`;
  return [
    section(grants.length === 0 ? '*Who may do what*\nNobody has been given access yet.' : '*Who may do what*'),
    ...grants.slice(0, GRANTS_SHOWN).map((grant, n) => ({
      ...section(`${grantLine(grant)}.`),
      accessory: removeButton(grant, n),
    })),
    context(more, ...byConfiguration(admins)),
    actions(button(GIVE_ACCESS, 'Give access', ' ')),
  ];
}

function removeButton({ id }: Grant, n: number): Button {
  return {
    ...button(`${REMOVE_GRANT}:${n}`, 'Remove', id),
    accessibility_label: `Remove grant ${n + 1} of the list`,
    confirm: {
      title: plain('Take this access away?', 100),
      text: plain('It ends at once.', 300),
      confirm: plain('Remove', 30),
      deny: plain('Keep', 30),
      style: 'danger',
    },
  };
}

function byConfiguration(admins: readonly string[]): readonly string[] {
  if (admins.length === 0) return [];
  const others = admins.length > ADMINS_SHOWN ? ' and others' : '';
  return [`Always, by C1_SYNC_ADMINS: ${admins.slice(0, ADMINS_SHOWN).map(mention).join(', ')}${others}`];
}
