import { z } from 'zod';
import type { Fault } from '../c1/faults.ts';
import type { C1Sandbox } from '../c1/handle.ts';
import { DEFAULT_SETTINGS } from '../c1/settings.ts';
import type { C1Switch } from './protocol.ts';
import { Refused } from './refused.ts';

const ref = { appId: z.string(), connectorId: z.string() };
const on = z.boolean();

/** {@link C1Switch} as it may arrive. */
export const switchShape: z.ZodType<C1Switch> = z.discriminatedUnion(
  'switch',
  [
    z.object({ switch: z.literal('nextSyncFails'), ...ref }),
    z.object({ switch: z.literal('slowSync'), on }),
    z.object({ switch: z.literal('paused'), ...ref, on }),
    z.object({ switch: z.literal('credentialRevoked'), on }),
    z.object({ switch: z.literal('shortTokens'), on }),
    z.object({ switch: z.literal('fault'), fault: z.enum(['429', '503', 'reset']).nullable() }),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? 'there is no such switch' : undefined) },
);

/** Long enough to watch somebody wait, short enough to see the end. */
const SLOW = { queueMs: 20_000, syncMs: 120_000 };
const SHORT_TOKEN_SECONDS = 15;

const FAULTS: Readonly<Record<'429' | '503' | 'reset', Fault>> = {
  // Longer than the app waits by itself, so that one sees what it says.
  429: { status: 429, retryAfter: 60 },
  503: { status: 503 },
  reset: 'reset-before-read',
};

/** Makes the tenant misbehave, or behave again. */
export function turn(c1: C1Sandbox, wanted: C1Switch): void {
  switch (wanted.switch) {
    case 'nextSyncFails':
      c1.nextSyncFails(knownIn(c1, wanted), 'The connector could not sign in: invalid_grant');
      break;
    case 'slowSync': {
      const { queueMs, syncMs } = wanted.on ? SLOW : DEFAULT_SETTINGS;
      c1.configure({ queueMs, syncMs });
      break;
    }
    case 'paused':
      if (wanted.on) c1.pauseConnector(knownIn(c1, wanted));
      else c1.resumeConnector(knownIn(c1, wanted));
      break;
    case 'credentialRevoked':
      if (wanted.on) c1.revokeCredential();
      else c1.restoreCredential();
      // Otherwise nothing would show for an hour: C1 lets tokens live that were given out (c1-api 4.4).
      if (wanted.on) c1.revokeTokens();
      break;
    case 'shortTokens':
      c1.configure({ tokenLifetimeSeconds: wanted.on ? SHORT_TOKEN_SECONDS : DEFAULT_SETTINGS.tokenLifetimeSeconds });
      if (wanted.on) c1.revokeTokens();
      break;
    case 'fault':
      c1.faults.clear();
      if (wanted.fault !== null) c1.faults.always('api', FAULTS[wanted.fault]);
  }
}

function knownIn(c1: C1Sandbox, { appId, connectorId }: { appId: string; connectorId: string }) {
  const connectors = c1.snapshot().apps.flatMap((app) => app.connectors);
  const found = connectors.find((one) => one.ref.appId === appId && one.ref.connectorId === connectorId);
  if (!found) throw new Refused(`The tenant has no connector ${appId}/${connectorId}.`);
  return found.ref;
}
