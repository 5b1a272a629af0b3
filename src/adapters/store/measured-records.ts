import type { AuditLog } from '../../ports/audit.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Metrics } from '../../ports/metrics.ts';
import type { Store } from '../../ports/store.ts';
import { measuredWrite } from './measured-write.ts';

interface Records {
  readonly store: Store;
  readonly audit: AuditLog;
}

/** A database's store and trail with each of their writes measured, until it is committed. */
export function measuredRecords<Given extends Records>(
  records: Given,
  parts: { clock: Clock; metrics: Metrics },
): Given {
  const { store, audit } = records;
  const measured = <Args extends readonly unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    measuredWrite('store', write, parts);
  return {
    ...records,
    store: {
      ...store,
      addGrant: measured(store.addGrant),
      removeGrants: measured(store.removeGrants),
      beginRun: measured(store.beginRun),
      changeRun: measured(store.changeRun),
      watchRun: measured(store.watchRun),
      unwatchRun: measured(store.unwatchRun),
      setFavourites: measured(store.setFavourites),
      addRequest: measured(store.addRequest),
      decideRequest: measured(store.decideRequest),
      changeRequest: measured(store.changeRequest),
    },
    audit: { ...audit, append: measuredWrite('audit', audit.append, parts) },
  };
}
