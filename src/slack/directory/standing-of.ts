import type { UsersInfoResponse } from '@slack/web-api';
import type { Standing } from '../../domain/access.ts';
import { type Installation, isBotId } from '../caller.ts';

type User = NonNullable<UsersInfoResponse['user']>;

/**
 * What the flags of a user object say (docs.slack.dev/reference/objects/user-object). The worst of them counts, and
 * somebody whose team is not named is a stranger: unsure means refused.
 */
export function standingOf(user: User, installation: Installation): Standing {
  if (user.deleted) return 'deactivated';
  if (user.is_bot || user.is_workflow_bot || isBotId(user.id ?? '', installation)) return 'bot';
  if (user.is_stranger || !isOurs(user, installation)) return 'stranger';
  return user.is_restricted || user.is_ultra_restricted ? 'guest' : 'member';
}

/** On Enterprise Grid `team_id` can be another workspace of the organisation, or the organisation itself (`E…`). */
function isOurs({ team_id, enterprise_user }: User, installation: Installation): boolean {
  const { teamId, enterpriseId, isEnterpriseInstall } = installation;
  if (team_id === teamId || enterprise_user?.teams?.includes(teamId)) return true;
  if (enterpriseId === null) return false;
  return team_id === enterpriseId || (isEnterpriseInstall && enterprise_user?.enterprise_id === enterpriseId);
}
