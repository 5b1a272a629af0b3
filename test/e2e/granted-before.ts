import { openLowdbStore } from '../../src/adapters/store/lowdb.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import type { Grant } from '../../src/domain/access.ts';
import { grantOf } from '../adapters/store/records.ts';
import { silent } from '../adapters/store/silent.ts';
import type { StageOptions } from './stage.ts';

/** The store has a right for this person when the app starts, and the app has not asked Slack about them yet. */
export function grantedBefore(name: string, changes: Partial<Grant> = {}): NonNullable<StageOptions['prepare']> {
  return async ({ slack, databasePath: path }) => {
    const onLost = (error: Error) => {
      throw error;
    };
    const store = await openLowdbStore({ path, log: silent, clock: systemClock, onLost });
    const { id: userId } = slack.workspace.person(name);
    const subject = { kind: 'user', userId, teamId: slack.teamId } as const;
    await store.addGrant(grantOf(`before-${name}`, userId, { subject, ...changes }));
    await store.close();
  };
}
