import type { Scope, Subject } from '../../domain/access.ts';
import { BadInput, ConnectorsUnknown } from '../../domain/errors.ts';
import { fold } from '../../domain/plain-text.ts';
import { must } from '../../use-cases/access.ts';
import type { ConnectorIndex } from '../../use-cases/connector-index.ts';
import type { Mentioned } from '../allow-text.ts';
import { isBotId } from '../caller.ts';
import { giveAccess, revokeAccess } from '../change-access.ts';
import type { Command } from '../command-text.ts';
import type { Caller } from '../guard.ts';
import { grantedMessage, revokedMessage, whoMessage } from '../messages/access-message.ts';
import type { Message } from '../messages/block-kit.ts';
import type { Parts } from '../parts.ts';

const WAIT_FOR_LIST_MS = 10_000;

type Allow = Extract<Command, { verb: 'allow' }>;

export async function allow(parts: Parts, { person, place }: Caller, asked: Allow): Promise<Message> {
  must(parts.access.manage(person));
  const subject = subjectNamed(parts, asked.subject);
  const { on, forMs, manager, verbs, reason } = asked;
  const scope: Scope = on === null ? { kind: 'everything' } : await scopeNamed(parts.index, on);
  const role = manager ? 'manager' : 'requester';
  const wanted = { subject, role, verbs, scope, forMs, reason } as const;
  return grantedMessage(await giveAccess(parts, person, wanted, place.channelId));
}

export async function revoke(parts: Parts, { person, place }: Caller, mentioned: Mentioned): Promise<Message> {
  must(parts.access.manage(person));
  const subject = subjectNamed(parts, mentioned);
  const taken = await revokeAccess(parts, person, subject, place.channelId);
  return revokedMessage(subject, taken, subject.kind === 'user' && parts.access.isAdmin(subject.userId));
}

export async function who(parts: Parts, { person, place }: Caller): Promise<void> {
  const grants = parts.manageAccess.who(person);
  await parts.tellPerson(place, whoMessage(grants, parts.access.managers().filter(parts.access.isAdmin)));
}

/** @throws {BadInput} a bot of Slack's own, or ours */
function subjectNamed({ installation }: Parts, mentioned: Mentioned): Subject {
  if (mentioned.kind === 'user' && isBotId(mentioned.userId, installation)) {
    throw new BadInput('Bots cannot be given access: name a person.');
  }
  return { ...mentioned, teamId: installation.teamId };
}

/** An app by its whole name, else one connector. A grant must not be wider than meant, so a doubt is an error. */
async function scopeNamed(index: ConnectorIndex, words: string): Promise<Scope> {
  await index.loaded(WAIT_FOR_LIST_MS);
  if (index.size === 0) throw new ConnectorsUnknown('no connectors are known yet');
  const apps = [...index.apps()].filter((app) => fold(app.name) === fold(words));
  const [app] = apps;
  if (app !== undefined && apps.length === 1) return { kind: 'app', appId: app.id, name: app.name };
  const connector = apps.length > 1 ? undefined : index.theOneMeant(words, () => true);
  if (connector !== undefined) {
    const { appId, connectorId, label } = connector;
    return { kind: 'connector', appId, connectorId, name: label };
  }
  const near = index.search(words, 5).map(({ label }) => label);
  const hint =
    near.length === 0
      ? 'Write the name of an app or connector as C1 shows it.'
      : `Did you mean one of: ${near.join('; ')}?`;
  throw new BadInput(`"${words.slice(0, 60)}" does not name exactly one app or connector. ${hint}`);
}
