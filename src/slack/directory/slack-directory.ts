import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Standing } from '../../domain/access.ts';
import { GroupUnreadable, type GroupUnreadableWhy, PersonUnreadable } from '../../domain/errors.ts';
import type { Directory } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { Installation } from '../caller.ts';
import { standingOf } from './standing-of.ts';

/** What a refusal means (docs.slack.dev/reference/methods/usergroups.users.list and usergroups.list); any other may pass. */
const GROUP_REFUSALS: ReadonlyMap<string, GroupUnreadableWhy> = new Map([
  ['plan_upgrade_required', 'plan'],
  ['paid_teams_only', 'plan'],
  ['unknown_method', 'plan'],
  ['no_such_subteam', 'gone'],
  ['missing_scope', 'scope'],
  ['no_permission', 'scope'],
]);

export interface SlackDirectoryOptions {
  readonly installation: Installation;
  /** For what a person waits for: somebody's standing, a menu of groups. */
  readonly interactive: WebClient;
  /** For who is in a group, which is read ahead of need. */
  readonly background: WebClient;
  readonly log: Log;
}

/** The Directory port over Slack's Web API. */
export function createSlackDirectory(options: SlackDirectoryOptions): Directory {
  const { installation, interactive, background, log } = options;
  // A token of an organisation has to name the workspace of a group.
  const team = installation.isEnterpriseInstall ? { team_id: installation.teamId } : {};
  let saidThatPeopleAreMissing = false;

  return {
    async readGroup(groupId) {
      const { users } = await background.usergroups.users.list({ usergroup: groupId, ...team }).catch((error) => {
        throw groupUnreadable('usergroups.users.list', error);
      });
      if (!Array.isArray(users)) throw groupUnreadable('usergroups.users.list', new Error('it has no list'));
      return new Set(users);
    },

    async listGroups() {
      const { usergroups } = await interactive.usergroups.list(team).catch((error) => {
        throw groupUnreadable('usergroups.list', error);
      });
      if (!Array.isArray(usergroups)) throw groupUnreadable('usergroups.list', new Error('it has no list'));
      return usergroups.flatMap(({ id, name, handle }) =>
        id === undefined ? [] : [{ groupId: id, name: name ?? '', handle: handle ?? '' }],
      );
    },

    async readStanding(userId) {
      const { user } = await interactive.users.info({ user: userId }).catch((error) => ({ user: whoElse(error) }));
      if (typeof user === 'string') return user;
      if (user === undefined) throw new PersonUnreadable('unanswered', 'users.info named nobody');
      return standingOf(user, installation);
    },
  };

  /** What an answer without a person tells of them all the same. */
  function whoElse(error: unknown): Standing {
    const refusal = error instanceof WebAPIPlatformError ? error.data.error : '';
    // Nobody of this workspace, or not to be seen by us.
    if (refusal === 'user_not_found' || refusal === 'user_not_visible') return 'stranger';
    if (refusal === 'unknown_method') {
      sayThatPeopleAreMissing();
      return 'member';
    }
    const why = refusal === 'missing_scope' ? 'scope' : 'unanswered';
    throw new PersonUnreadable(why, 'users.info did not tell who somebody is', { cause: error });
  }

  /** A server that only speaks like Slack may know no people; then its own word in the payload has to do. */
  function sayThatPeopleAreMissing(): void {
    if (saidThatPeopleAreMissing) return;
    saidThatPeopleAreMissing = true;
    log.warn({}, 'this Slack knows no users.info: guests and deactivated people cannot be told from members');
  }
}

function groupUnreadable(method: string, error: unknown): GroupUnreadable {
  const refusal = error instanceof WebAPIPlatformError ? error.data.error : '';
  const why = GROUP_REFUSALS.get(refusal) ?? 'unanswered';
  const retryAfterMs = error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0;
  return new GroupUnreadable(why, `${method} did not answer as documented`, { cause: error, retryAfterMs });
}
