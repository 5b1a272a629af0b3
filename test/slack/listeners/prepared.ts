import { grantOf, runOf } from '../../adapters/store/records.ts';
import { WAITING } from '../../doubles/access-requests.ts';
import type { Gesture } from './gestures.ts';
import type { Stage } from './stage.ts';

/** A running sync that ana asked for; its id. */
export async function runOfAna({ memory, clock }: Stage): Promise<string> {
  const run = { appId: 'okta', connectorId: 'prod', requestedBy: 'UANA', state: 'running' } as const;
  await memory.beginRun(runOf('run-of-ana', { ...run, requestedAt: clock.now() - 600_000 }), 0);
  return 'run-of-ana';
}

/** A request of cleo's, before the managers; its id. */
export async function cleosRequest({ memory, clock }: Stage): Promise<string> {
  const asker = { userId: 'UCLEO', teamId: 'T1' };
  const places = [{ channelId: 'D1', ts: '1.1' }];
  await memory.addRequest({ ...WAITING, id: 'r1', asker, askedAt: clock.now(), places });
  return 'r1';
}

/** A grant of cleo's, `g1`. */
export async function cleosGrant({ memory }: Stage): Promise<void> {
  await memory.addGrant(grantOf('g1', 'UCLEO'));
}

/** A gesture in a world where there is something already. */
export function after(prepare: (stage: Stage) => Promise<unknown>, gesture: Gesture): Gesture {
  return async (stage) => {
    await prepare(stage);
    return gesture(stage);
  };
}
