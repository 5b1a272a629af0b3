import type { Button } from '@slack/types';
import type { Grant } from '../../domain/access.ts';
import { COMMAND } from '../ids.ts';
import { deeds, rights, until } from './access-message.ts';
import { syncButton } from './access-request-message.ts';
import { actions, type Message, section } from './block-kit.ts';
import { escaped, mention } from './mrkdwn.ts';
import { askForAccessButton } from './refusal-message.ts';

/** For somebody who was given access: what they may do now, and the way to do it. */
export function gainedMessage(grant: Grant): Message {
  const { role, verbs, reason, grantedBy } = grant;
  const why = reason === null ? '' : ` Reason: ${escaped(reason)}`;
  const text = `${mention(grantedBy)} lets you ${deeds(grant)} ${until(grant)}. \`${COMMAND} help\` shows how.${why}`;
  return told(text, role === 'manager' || verbs.includes('sync') ? [syncButton(grant)] : []);
}

/**
 * For somebody whose access was taken away.
 *
 * @param left what they may do all the same
 * @param isAdmin they hold rights by the operator's configuration
 */
export function lostMessage(by: string, taken: readonly Grant[], left: readonly Grant[], isAdmin: boolean): Message {
  const lost = `${mention(by)} took this away from you: ${taken.map(deeds).join('; ')}.`;
  if (isAdmin) return told(`${lost} You stay a manager by C1_SYNC_ADMINS.`, []);
  if (left.length === 0) return told(lost, [askForAccessButton(null)]);
  return told(`${lost} You still ${left.map((grant) => `${rights(grant, 'you')} ${until(grant)}`).join('; ')}.`, []);
}

function told(text: string, buttons: readonly Button[]): Message {
  return { text, blocks: [section(text), ...(buttons.length === 0 ? [] : [actions(...buttons)])] };
}
