import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/ports/store.ts';

const ann = { userId: 'UANN', teamId: 'T1' };
const okta = { appId: 'app1', connectorId: 'con1' };
const github = { appId: 'app2', connectorId: 'con2' };

export function describeFavourites(name: string, open: () => Promise<Store>): void {
  describe(`${name}: what is kept at hand`, () => {
    it('has none at first, then those last set, in their order', async () => {
      const store = await open();
      expect(await store.favouritesOf(ann)).toEqual([]);
      await store.setFavourites(ann, [okta]);
      await store.setFavourites(ann, [github, okta]);
      expect(await store.favouritesOf(ann)).toEqual([github, okta]);
      await store.setFavourites(ann, []);
      expect(await store.favouritesOf(ann)).toEqual([]);
    });

    it('keeps those of each person and team apart', async () => {
      const store = await open();
      await store.setFavourites(ann, [okta]);
      await store.setFavourites({ ...ann, teamId: 'T2' }, [github]);
      expect(await store.favouritesOf(ann)).toEqual([okta]);
      expect(await store.favouritesOf({ ...ann, userId: 'UBOB' })).toEqual([]);
    });

    it('keeps the two ids of a connector and nothing else of it', async () => {
      const store = await open();
      await store.setFavourites(ann, [{ ...okta, label: 'Okta / Main' } as typeof okta]);
      expect(await store.favouritesOf(ann)).toEqual([okta]);
    });

    it('keeps no ids it could not read back', async () => {
      const store = await open();
      await store.setFavourites(ann, [okta]);
      await expect(store.setFavourites(ann, [{ appId: '../x', connectorId: 'con1' }])).rejects.toThrow(StoreFailed);
      expect(await store.favouritesOf(ann)).toEqual([okta]);
    });
  });
}
