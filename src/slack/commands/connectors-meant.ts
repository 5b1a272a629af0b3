import type { NamedConnector } from '../../domain/connector.ts';
import { ConnectorsUnknown, NoSuchConnector, NotAllowed } from '../../domain/errors.ts';
import type { ConnectorIndex } from '../../use-cases/connector-index.ts';
import { MOST_CANDIDATES } from '../messages/candidates.ts';

/** A command can take its time, it has been acknowledged; past this the person is told that the list is not there. */
const WAIT_FOR_LIST_MS = 10_000;

/** One for certain, or those to choose from: one more than are shown, to know that there are more. */
export type Meant =
  | { readonly kind: 'one'; readonly connector: NamedConnector }
  | { readonly kind: 'several'; readonly candidates: readonly NamedConnector[] };

/**
 * Which connectors somebody means by words, among those they may do it to.
 *
 * @throws {NoSuchConnector} none matches.
 * @throws {NotAllowed} only others match.
 * @throws {C1SyncError} no connector is known, and why.
 */
export async function connectorsMeant(
  index: ConnectorIndex,
  words: string,
  admits: (connector: NamedConnector) => boolean,
): Promise<Meant> {
  await index.loaded(WAIT_FOR_LIST_MS);
  const state = index.state();
  if (state.kind !== 'ready' && index.size === 0) {
    throw state.kind === 'failed' ? state.error : new ConnectorsUnknown('no connectors are known yet');
  }
  const connector = index.theOneMeant(words, admits);
  if (connector !== undefined) return { kind: 'one', connector };
  const candidates = index.search(words, MOST_CANDIDATES + 1, admits);
  if (candidates.length > 0) return { kind: 'several', candidates };
  throw index.search(words, 1).length > 0 ? new NotAllowed('out-of-scope') : new NoSuchConnector(words);
}
