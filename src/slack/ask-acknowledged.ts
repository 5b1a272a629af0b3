import type { SyncRequest } from '../use-cases/request-sync.ts';
import { askForSync, type Outcome } from './ask-for-sync.ts';
import type { Place } from './gesture.ts';
import { inTime } from './in-time.ts';
import type { Parts } from './parts.ts';

/** A disk writes in milliseconds; a connector that has to be read first can take longer, and Slack gives 3 s. */
const RECORDED_SOON_MS = 2_000;

/**
 * Asks for a sync, and acknowledges the gesture once the request is recorded: until then Slack shows the person that
 * it failed, from then on they get a last word, whatever happens to this process.
 */
export async function askAcknowledged(
  parts: Parts,
  ack: () => Promise<unknown>,
  request: SyncRequest,
  place: Place,
): Promise<Outcome> {
  let recorded = (): void => undefined;
  const record = new Promise<void>((resolve) => {
    recorded = resolve;
  });
  const asking = askForSync(parts, { ...request, onRecorded: recorded }, place);
  await inTime(parts.clock, RECORDED_SOON_MS, Promise.race([record, asking]));
  await ack();
  return asking;
}
