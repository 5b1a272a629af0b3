import type { WebClient } from '@slack/web-api';
import type { Standing } from '../../domain/access.ts';
import { type Finding, ill, open, well } from '../../domain/finding.ts';
import type { Installation } from '../caller.ts';
import { standingOf } from '../directory/standing-of.ts';
import { refusalOf, whySlackFailed } from './why-slack-failed.ts';

const WHAT = 'C1_SYNC_ADMINS';

const CURE = "correct the id (a person's profile → ⋮ → Copy member ID), or take it out of C1_SYNC_ADMINS";

/** `unseen`: Slack shows nobody with this id. */
type Seen = Standing | 'unseen';

const SAID: Readonly<Record<Exclude<Seen, 'member'>, string>> = {
  guest: 'is a guest of the workspace',
  deactivated: 'is deactivated',
  bot: 'is a bot',
  stranger: 'is of another team',
  unseen: 'is nobody in this workspace',
};

/** Whether those who always may are people of this workspace: they are allowed everything whatever Slack says of them. */
export async function examineAdmins(
  client: WebClient,
  admins: readonly string[],
  installation: Installation,
): Promise<readonly Finding[]> {
  if (admins.length === 0) return [well(WHAT, 'not set: those who manage access are in the store')];
  try {
    const standings = await Promise.all(admins.map((userId) => look(client, userId, installation)));
    const wrong = standings.flatMap((standing, index) =>
      standing === 'member' ? [] : [ill(WHAT, `${admins[index]} ${SAID[standing]}`, CURE)],
    );
    if (wrong.length > 0) return wrong;
    return [
      well(WHAT, admins.length === 1 ? 'a member of the workspace' : `${admins.length} members of the workspace`),
    ];
  } catch (error) {
    return [open(WHAT, `who they are is not known: ${whySlackFailed(error)}`)];
  }
}

async function look(client: WebClient, user: string, installation: Installation): Promise<Seen> {
  try {
    const answer = await client.users.info({ user });
    return answer.user === undefined ? 'unseen' : standingOf(answer.user, installation);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'user_not_found' || refusal === 'user_not_visible') return 'unseen';
    throw error;
  }
}
