import type { JsonObject } from '../../sandbox/slack/json.ts';

/** What Slack says of somebody who is nobody of this workspace, by who they are. */
export const OUTSIDERS: [who: string, overrides: JsonObject][] = [
  ['a Slack Connect stranger', { user: { team_id: 'T0STRANGER' } }],
  ['somebody whose team is not said', { user: { team_id: null } }],
  ['an unknown team', { team: { id: 'T0UNKNOWN' }, user: { team_id: 'T0UNKNOWN' } }],
  ['a bot', { user: { is_bot: true } }],
  ['Slackbot', { user: { id: 'USLACKBOT' } }],
];
