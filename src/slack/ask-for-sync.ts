import { connectorKey } from '../domain/connector.ts';
import type { SyncAnswer, SyncRequest } from '../use-cases/request-sync.ts';
import type { Place } from './gesture.ts';
import { report } from './guard.ts';
import type { Parts } from './parts.ts';

/** An answer, or what kept C1 from being asked; `reference` is in the log as well. */
export type Outcome =
  | SyncAnswer
  | {
      readonly kind: 'not-asked';
      readonly label: string;
      readonly error: unknown;
      readonly reference: string;
    };

/** Asks for one of possibly several connectors: what goes wrong with one must not hide what came of the others. */
export async function askForSync(parts: Parts, request: SyncRequest, place: Place): Promise<Outcome> {
  try {
    return await parts.requestSync(request);
  } catch (error) {
    const label = parts.index.find(request.ref)?.label ?? connectorKey(request.ref);
    const attempt = { actor: request.person, channelId: place.channelId, what: 'sync', words: '', refs: [request.ref] };
    const { reference, recorded } = report(parts, error, place, attempt);
    await recorded;
    return { kind: 'not-asked', label, error, reference };
  }
}
