import { type Finding, ill, open, well } from '../../domain/finding.ts';

const WHAT = 'Slack scopes';

/** Every scope of manifest.yml, with what is missed without it. */
export const SCOPES: ReadonlyMap<string, string> = new Map([
  ['commands', '/c1-sync and the shortcuts do not exist'],
  ['chat:write', 'nobody can be told anything in a channel'],
  ['chat:write.public', 'public channels that the bot was not invited to get no confirmation'],
  ['im:write', 'nobody can be told in a direct message when a channel refuses the confirmation'],
  ['files:write', 'the history cannot be sent as a CSV file'],
  ['users:read', 'guests and deactivated people cannot be told from members, so only C1_SYNC_ADMINS may do anything'],
  ['usergroups:read', 'nobody is allowed anything by a user group'],
]);

const CURE =
  'add it at api.slack.com/apps under "OAuth & Permissions" (or paste manifest.yml again) and reinstall the app';

/** @param granted undefined: Slack's answer did not say */
export function examineScopes(granted: readonly string[] | undefined): readonly Finding[] {
  if (granted === undefined) return [open(WHAT, 'Slack did not say what the token was granted')];
  const missing = [...SCOPES].filter(([scope]) => !granted.includes(scope));
  if (missing.length > 0) return missing.map(([scope, missed]) => ill(WHAT, `without ${scope}, ${missed}`, CURE));
  const spare = granted.filter((scope) => !SCOPES.has(scope));
  const more = spare.length === 0 ? '' : `; not needed: ${spare.join(', ')}`;
  return [well(WHAT, `all ${SCOPES.size} of manifest.yml are granted${more}`)];
}
