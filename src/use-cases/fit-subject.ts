import type { Subject } from '../domain/access.ts';
import { UnfitSubject } from '../domain/errors.ts';
import type { GroupMembers } from './group-members.ts';
import type { Standings } from './standings.ts';

export interface FitParts {
  readonly standings: Pick<Standings, 'checkStanding' | 'checkNewcomer'>;
  readonly groupMembers: Pick<GroupMembers, 'read'>;
}

/**
 * Whether a grant to this person or group could allow anybody anything, by what Slack says. Of a group it resolves to
 * how many people are in it, of a person to null.
 *
 * @throws {UnfitSubject} a guest where guests are refused, a bot, a stranger, somebody deactivated
 * @throws {PersonUnreadable | GroupUnreadable} Slack does not say
 */
export async function fitSubject(subject: Subject, { standings, groupMembers }: FitParts): Promise<number | null> {
  if (subject.kind === 'group') return (await groupMembers.read(subject.groupId)).size;
  const { userId, teamId } = subject;
  const standing = await standings.checkNewcomer({ userId, teamId });
  if (!standing.allowed) throw new UnfitSubject(standing.reason);
  return null;
}
