import { type Grant, type Scope, type Subject, subjectKey } from '../../domain/access.ts';
import type { Granted } from '../../use-cases/manage-access.ts';
import { context, type Message, section, sections } from './block-kit.ts';
import { escaped, groupMention, mention, moment } from './mrkdwn.ts';

/** A message holds 50 blocks; this many lines of the greatest length fit in 40 sections. */
const MOST_LINES = 150;
/** In the one line. */
const MOST_SAID = 10;

/** Says also what it stands in for, so that nobody loses a right unnoticed. */
export function grantedMessage({ grant, replaced, people }: Granted): Message {
  const how = people === null ? '' : ` ${inGroup(people)}`;
  const why = grant.reason === null ? '' : ` Reason: ${escaped(grant.reason)}`;
  const before = replaced.map((one) => ` Before, they ${rights(one)} ${until(one)}.`).join('');
  const text = `${named(grant.subject)} ${rights(grant)} ${until(grant)}.${how}${before}${why}`;
  return { text, blocks: [section(text)] };
}

function inGroup(people: number): string {
  return people === 0 ? 'Nobody is in that group now.' : `That is ${counted(people, 'person', 'people')} now.`;
}

/** @param isAdmin holds rights by the operator's configuration, which no command changes */
export function revokedMessage(subject: Subject, taken: readonly Grant[], isAdmin: boolean): Message {
  const who = named(subject);
  const what =
    taken.length === 0 ? `${who} had no grants.` : `${who} can no longer do this: ${taken.map(deeds).join('; ')}.`;
  const still = isAdmin ? ` ${who} stays a manager by C1_SYNC_ADMINS: whoever runs c1-sync can change that.` : '';
  return { text: what + still, blocks: [section(what + still)] };
}

export function whoMessage(grants: readonly Grant[], admins: readonly string[]): Message {
  const lines = [
    ...admins.map((id) => `${mention(id)} manages access and may do everything (C1_SYNC_ADMINS)`),
    // There may be a hundred thousand, and a line takes its time.
    ...grants.slice(0, MOST_LINES).map((one) => {
      const why = one.reason === null ? '' : ` (${escaped(one.reason, 100)})`;
      return `${grantLine(one)}; given by ${mention(one.grantedBy)}${why}`;
    }),
  ];
  const total = admins.length + grants.length;
  const left = total - MOST_LINES;
  return {
    text: `${howMany(grants, admins)} ${saidIn(lines, total)}`,
    blocks: [...sections(lines.slice(0, MOST_LINES)), ...(left > 0 ? [context(`And ${left} more.`)] : [])],
  };
}

/** For who hears the message instead of seeing it. */
function saidIn(lines: readonly string[], total: number): string {
  const left = total - MOST_SAID;
  return `${lines.slice(0, MOST_SAID).join('. ')}.${left > 0 ? ` And ${left} more.` : ''}`;
}

/** Who may do what, until when. */
export function grantLine(grant: Grant): string {
  return `${named(grant.subject)} ${rights(grant)} ${until(grant)}`;
}

/** What a grant lets somebody do, after their name or after "you". */
export function rights(grant: Grant, who: 'they' | 'you' = 'they'): string {
  if (grant.role === 'manager') return `${who === 'you' ? 'manage' : 'manages'} access and may do everything`;
  return `may ${deeds(grant)}`;
}

/** In the infinitive: `sync Okta`. */
export function deeds({ role, verbs, scope }: Pick<Grant, 'role' | 'verbs' | 'scope'>): string {
  if (role === 'manager') return 'manage access and do everything';
  const [first = 'see', ...more] = [
    ...(verbs.includes('sync') ? ['sync'] : []),
    ...(verbs.includes('pause') ? ['pause and resume'] : []),
  ];
  return `${[first, ...more].join(', ')} ${nameOf(scope)}`;
}

function nameOf(scope: Scope): string {
  return scope.kind === 'everything' ? 'everything' : escaped(scope.name, 100);
}

export function named(subject: Subject): string {
  return subject.kind === 'user' ? mention(subject.userId) : groupMention(subject.groupId);
}

function howMany(grants: readonly Grant[], admins: readonly string[]): string {
  const keys = (kind: Subject['kind'], some: readonly Grant[]) =>
    new Set(some.filter(({ subject }) => subject.kind === kind).map(({ subject }) => subjectKey(subject)));
  const isAdmin = ({ subject }: Grant) => subject.kind === 'user' && admins.includes(subject.userId);
  const others = grants.filter((grant) => !isAdmin(grant));
  const syncing = others.filter(({ role, verbs }) => role === 'manager' || verbs.includes('sync'));
  const [people, groups] = [keys('user', syncing).size, keys('group', syncing).size];
  const rest = keys('user', others).size - people + keys('group', others).size - groups;
  const may = `${counted(admins.length + people, 'person', 'people')}${
    groups === 0 ? '' : ` and ${counted(groups, 'user group', 'user groups')}`
  } may sync connectors`;
  return rest === 0 ? `${may}.` : `${may}; ${rest} more may see or pause some.`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function until({ expiresAt }: Grant): string {
  return expiresAt === null ? 'until revoked' : `until ${moment(expiresAt)}`;
}
