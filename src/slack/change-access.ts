import type { Grant, Person, Subject } from '../domain/access.ts';
import type { Granted, NewGrant } from '../use-cases/manage-access.ts';
import type { Message } from './messages/block-kit.ts';
import { gainedMessage, lostMessage } from './messages/own-access-message.ts';
import type { Parts } from './parts.ts';

/** Grants; a person reads in their direct messages what they may do now. Throws as `ManageAccess.allow`. */
export async function giveAccess(
  parts: Parts,
  by: Person,
  wanted: NewGrant,
  channelId: string | null = null,
): Promise<Granted> {
  const granted = await parts.manageAccess.allow(by, wanted, channelId);
  tellSubject(parts, by, wanted.subject, () => gainedMessage(granted.grant));
  return granted;
}

/** Takes everything away; likewise. Throws as `ManageAccess.revoke`. */
export async function revokeAccess(
  parts: Parts,
  by: Person,
  subject: Subject,
  channelId: string | null,
): Promise<readonly Grant[]> {
  const taken = await parts.manageAccess.revoke(by, subject, channelId);
  tellOfLoss(parts, by, taken);
  return taken;
}

/** Takes one grant away; likewise. Throws as `ManageAccess.remove`. */
export async function removeGrant(parts: Parts, by: Person, id: string): Promise<void> {
  const taken = await parts.manageAccess.remove(by, id);
  if (taken !== undefined) tellOfLoss(parts, by, [taken]);
}

function tellOfLoss(parts: Parts, by: Person, taken: readonly Grant[]): void {
  const [first] = taken;
  if (first === undefined) return;
  tellSubject(parts, by, first.subject, (person) => {
    const { access } = parts;
    return lostMessage(by.userId, taken, access.liveGrantsOf(person), access.isAdmin(person.userId));
  });
}

/** In the background: the manager does not wait for it. A group is told nothing, nor are those who did it themselves. */
function tellSubject(parts: Parts, by: Person, subject: Subject, message: (person: Person) => Message): void {
  if (subject.kind === 'group' || subject.userId === by.userId) return;
  const { userId, teamId } = subject;
  const telling = parts.tellPerson({ userId, channelId: null, responseUrl: null }, message({ userId, teamId }));
  parts.inFlight.add(telling, (error) => parts.log.error({ err: error, user: userId }, 'a person could not be told'));
}
