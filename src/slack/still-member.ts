import type { Person } from '../domain/access.ts';
import { PersonUnreadable } from '../domain/errors.ts';
import { must } from '../use-cases/access.ts';
import type { Parts } from './parts.ts';

/**
 * For what shows something and changes nothing: whom Slack calls deactivated, or a guest, since a second ago is refused.
 * While Slack does not say, what is in memory has to do.
 *
 * @throws {NotAllowed}
 */
export async function mustStillBeMember({ standings }: Pick<Parts, 'standings'>, person: Person): Promise<void> {
  try {
    must(await standings.checkStanding(person));
  } catch (error) {
    if (!(error instanceof PersonUnreadable)) throw error;
  }
}
