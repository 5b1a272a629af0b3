import { existsSync, readFileSync } from 'node:fs';
import { changesPathOf } from '../src/adapters/store/change-lines.ts';
import { readWhole } from '../src/adapters/store/json-file.ts';
import type { Grant } from '../src/domain/access.ts';

/**
 * Who was granted what, by user id, for the switcher: read from the app's own record, since a command of one person
 * changes what another may.
 */
export function whoMay(
  databasePath: string,
  now: number,
  membersOf: (groupId: string) => Iterable<string>,
): ReadonlyMap<string, 'manager' | 'allowed'> {
  const roles = new Map<string, 'manager' | 'allowed'>();
  for (const { subject, role, expiresAt } of readGrants(databasePath)) {
    if (expiresAt !== null && expiresAt <= now) continue;
    for (const userId of subject.kind === 'user' ? [subject.userId] : membersOf(subject.groupId)) {
      if (role === 'manager') roles.set(userId, 'manager');
      else if (!roles.has(userId)) roles.set(userId, 'allowed');
    }
  }
  return roles;
}

function readGrants(path: string): readonly Grant[] {
  try {
    // First: the store may be written whole in between, and then knows them.
    const changes = existsSync(changesPathOf(path)) ? readFileSync(changesPathOf(path), 'utf8') : '';
    return readWhole(readFileSync(path), changes, path).records.grants.flat();
  } catch {
    // The app writes it at its start.
    return [];
  }
}
