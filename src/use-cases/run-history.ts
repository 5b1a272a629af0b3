import type { Person } from '../domain/access.ts';
import { connectorKey } from '../domain/connector.ts';
import { fold } from '../domain/plain-text.ts';
import type { SyncRun } from '../domain/sync-run.ts';
import type { RunStore } from '../ports/store.ts';
import { type Access, must } from './access.ts';
import type { ConnectorIndex } from './connector-index.ts';

/** The store keeps what it keeps; nobody may ask for less of it here, since rights and words choose afterwards. */
const ALL_KEPT = Number.MAX_SAFE_INTEGER;

/**
 * Every run that is kept, of connectors somebody may see and the words match, newest first. A connector that C1 does not
 * have any more is matched by the name it had.
 *
 * @throws {NotAllowed} the person may see no connector.
 * @throws {StoreFailed}
 */
export type RunHistory = (person: Person, words: string) => Promise<readonly SyncRun[]>;

export function createRunHistory({
  access,
  index,
  runs,
}: {
  access: Access;
  index: ConnectorIndex;
  runs: RunStore;
}): RunHistory {
  return async (person, words) => {
    must(access.view(person));
    const kept = await runs.newestRuns(ALL_KEPT);
    const matches = words === '' ? () => true : matching(words);
    const admits = access.admits('view', person);
    return kept.filter((run) => admits(run) && matches(run));
  };

  function matching(words: string): (run: SyncRun) => boolean {
    const found = new Set(index.search(words, Infinity).map(connectorKey));
    const wanted = fold(words).split(' ');
    return (run) =>
      index.find(run) === undefined
        ? wanted.every((word) => fold(run.label).includes(word))
        : found.has(connectorKey(run));
  }
}

/** How long a sync took by C1's clock, however it ended, in milliseconds; null unless C1 told both times. */
export function tookMs({ startedAt, completedAt }: SyncRun): number | null {
  return startedAt === null || completedAt === null ? null : Math.max(0, completedAt - startedAt);
}
