import type { Grant, Scope } from '../../domain/access.ts';
import { context, type Message, section, sections } from './block-kit.ts';
import { escaped, mention, moment } from './mrkdwn.ts';

/** A message holds 50 blocks; this many lines of the greatest length fit in 40 sections. */
const MOST_LINES = 150;

export function grantedMessage(grant: Grant): Message {
  const text = `${mention(grant.subject.userId)} ${rights(grant)} ${until(grant)}.`;
  return { text, blocks: [section(text)] };
}

/** `admins` hold their rights by the operator's configuration, which no command changes. */
export function revokedMessage(userId: string, taken: readonly Grant[], isAdmin: boolean): Message {
  const who = mention(userId);
  const what =
    taken.length === 0 ? `${who} had no grants.` : `${who} can no longer do this: ${taken.map(scopes).join('; ')}.`;
  const still = isAdmin ? ` ${who} stays a manager by C1_SYNC_ADMINS: whoever runs c1-sync can change that.` : '';
  return { text: what + still, blocks: [section(what + still)] };
}

export function whoMessage(grants: readonly Grant[], admins: readonly string[]): Message {
  const lines = [
    ...admins.map((id) => `${mention(id)} manages access and may sync everything (C1_SYNC_ADMINS)`),
    ...grants.map(
      (one) => `${mention(one.subject.userId)} ${rights(one)} ${until(one)}; given by ${mention(one.grantedBy)}`,
    ),
  ];
  const left = lines.length - MOST_LINES;
  const people = new Set([...admins, ...grants.map((grant) => grant.subject.userId)]).size;
  return {
    text: people === 1 ? '1 person may sync connectors.' : `${people} people may sync connectors.`,
    blocks: [...sections(lines.slice(0, MOST_LINES)), ...(left > 0 ? [context(`And ${left} more.`)] : [])],
  };
}

/** What a grant lets somebody do, after their name or after "you". */
export function rights({ role, scope }: Grant, who: 'they' | 'you' = 'they'): string {
  const manages = who === 'you' ? 'manage' : 'manages';
  return role === 'manager' ? `${manages} access and may sync everything` : `may sync ${named(scope)}`;
}

function scopes({ role, scope }: Grant): string {
  return role === 'manager' ? 'manage access and sync everything' : `sync ${named(scope)}`;
}

function named(scope: Scope): string {
  return scope.kind === 'everything' ? 'everything' : escaped(scope.name, 100);
}

export function until({ expiresAt }: Grant): string {
  return expiresAt === null ? 'until revoked' : `until ${moment(expiresAt)}`;
}
