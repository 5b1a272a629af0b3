import type { Person } from '../domain/access.ts';
import { OutsiderRefused } from '../domain/errors.ts';

/** Who we are in Slack, from auth.test. */
export interface Installation {
  readonly teamId: string;
  /** Set on Enterprise Grid. */
  readonly enterpriseId: string | null;
  readonly isEnterpriseInstall: boolean;
  readonly botUserId: string;
  readonly botId: string;
}

/** Slack's own bot writes to people and is none. */
const SLACKBOT = 'USLACKBOT';

interface Named {
  readonly id?: unknown;
  readonly team_id?: unknown;
  readonly is_bot?: unknown;
}

/** The fields that say who did something, of commands and of interactive payloads alike. */
export interface CallerPayload {
  readonly user_id?: unknown;
  readonly team_id?: unknown;
  readonly bot_id?: unknown;
  readonly user?: Named | string | null;
  readonly team?: Named | null;
  readonly enterprise?: Named | null;
  readonly enterprise_id?: unknown;
  /** Of the Events API; its payload names the team of the installation, not the person's. */
  readonly event?: { readonly user?: unknown };
}

/**
 * The person behind a payload, if they are of this installation. Bolt's context hides this: with a fixed token it
 * names the team of the installation, not that of the person (a click in a shared channel: slackapi/bolt-python#767,
 * slackapi/java-slack-sdk#1041).
 *
 * @throws {OutsiderRefused} another team's member, a bot, or a payload that does not say.
 */
export function identify(payload: CallerPayload, installation: Installation): Person {
  const user = typeof payload.user === 'object' && payload.user !== null ? payload.user : undefined;
  const userId = user?.id ?? payload.user_id ?? payload.event?.user;
  if (typeof userId !== 'string' || userId === '') throw new OutsiderRefused('unidentified');
  const isBot = payload.bot_id !== undefined || user?.is_bot === true;
  if (isBot || isBotId(userId, installation)) throw new OutsiderRefused('bot');

  // An interactive payload names the team of the installation as well: only `user.team_id` is the person's own.
  const ownTeam = user === undefined ? payload.team_id : user.team_id;
  if (typeof ownTeam !== 'string' || ownTeam === '') throw new OutsiderRefused('unidentified');
  const named = [ownTeam, payload.team_id, payload.team?.id].filter((team) => team !== undefined && team !== null);
  if (!named.every((team) => isOurs(team, payload, installation))) throw new OutsiderRefused('other-team');
  return { userId, teamId: installation.teamId };
}

export function isBotId(userId: string, installation: Installation): boolean {
  return userId === SLACKBOT || userId === installation.botUserId || !/^[UW][A-Z0-9]+$/.test(userId);
}

/**
 * On Enterprise Grid a person's team can be the organisation itself (`E…`). With an org-wide install any workspace of the
 * organisation is ours, but an interactive payload names the organisation of the installation, whoever clicks: there
 * the workspace is believed only where the click was made in it. Unsure means refused.
 */
function isOurs(team: unknown, payload: CallerPayload, installation: Installation): boolean {
  const { teamId, enterpriseId, isEnterpriseInstall } = installation;
  if (team === teamId || (enterpriseId !== null && team === enterpriseId)) return true;
  if (!isEnterpriseInstall || enterpriseId === null) return false;
  const ofOurOrganisation = (payload.enterprise?.id ?? payload.enterprise_id) === enterpriseId;
  // Strangers cannot run our commands (slackapi/bolt-python#767).
  const isCommand = payload.user === undefined;
  return ofOurOrganisation && (isCommand || payload.team?.id === team);
}
