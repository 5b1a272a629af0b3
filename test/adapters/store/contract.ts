import { describe, expect, it } from 'vitest';
import { CLOSED_REQUESTS_KEPT } from '../../../src/adapters/store/request-table.ts';
import { CLOSED_RUNS_KEPT } from '../../../src/adapters/store/run-table.ts';
import { StoreFailed } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/ports/store.ts';
import { describeAccess } from './contract-access.ts';
import { describeAccessRequests } from './contract-access-requests.ts';
import { describeFavourites } from './contract-favourites.ts';
import { describeFollowing } from './contract-following.ts';
import { describeHistory } from './contract-history.ts';
import { describeRequests } from './contract-requests.ts';
import { grantOf, requestOf, runOf } from './records.ts';

/** How many runs and requests with nothing left to do a store keeps. */
export interface Kept {
  readonly runs: number;
  readonly requests: number;
}

const KEPT: Kept = { runs: CLOSED_RUNS_KEPT, requests: CLOSED_REQUESTS_KEPT };

/** What every store must do. `open` gives a new, empty one. */
export function describeStore(name: string, open: () => Promise<Store>, kept = KEPT): void {
  describeAccess(name, open);
  describeRequests(name, open);
  describeFollowing(name, open);
  describeHistory(name, open, kept.runs);
  describeFavourites(name, open);
  describeAccessRequests(name, open, kept.requests);

  describe(`${name}: the end`, () => {
    it('is open until closed, and then writes nothing', async () => {
      const store = await open();
      expect(store.isOpen()).toBe(true);
      await store.close();
      await store.close();
      expect(store.isOpen()).toBe(false);
      await expect(store.addGrant(grantOf('g1', 'UANN'))).rejects.toThrow(StoreFailed);
      await expect(store.beginRun(runOf('r1'), 0)).rejects.toThrow(StoreFailed);
      await expect(store.setFavourites({ userId: 'UANN', teamId: 'T1' }, [])).rejects.toThrow(StoreFailed);
      await expect(store.addRequest(requestOf('q1', 'UANN'))).rejects.toThrow(StoreFailed);
      expect(store.grants()).toEqual([]);
    });
  });
}
