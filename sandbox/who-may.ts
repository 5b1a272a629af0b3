import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The part of the store's file that is needed; another format means that nobody is known to be granted anything. */
const shape = z.object({
  grants: z.array(
    z.object({
      subject: z.union([z.object({ userId: z.string() }), z.object({ groupId: z.string() })]),
      role: z.string(),
      expiresAt: z.number().nullable(),
    }),
  ),
});

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
    for (const userId of 'userId' in subject ? [subject.userId] : membersOf(subject.groupId)) {
      if (role === 'manager') roles.set(userId, 'manager');
      else if (!roles.has(userId)) roles.set(userId, 'allowed');
    }
  }
  return roles;
}

function readGrants(path: string): z.infer<typeof shape>['grants'] {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8'))).grants;
  } catch {
    // The app writes it with its first record, and whole each time.
    return [];
  }
}
