import { describe, expect, it } from 'vitest';
import { StoreFailed } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/ports/store.ts';
import { grantOf, NOW } from './records.ts';

const ann = { kind: 'user', userId: 'UANN', teamId: 'T1' } as const;

export function describeAccess(name: string, open: () => Promise<Store>): void {
  describe(`${name}: who may`, () => {
    it('allows nobody when empty', async () => {
      const store = await open();
      expect(store.grantsOf(ann)).toEqual([]);
      expect(store.grants()).toEqual([]);
    });

    it('gives all grants of one person, ended ones too, and of nobody else', async () => {
      const store = await open();
      const ended = grantOf('g1', 'UANN', { expiresAt: NOW - 1 });
      const live = grantOf('g2', 'UANN', { role: 'manager' });
      await store.addGrant(ended);
      await store.addGrant(grantOf('g3', 'UBOB'));
      await store.addGrant(live);
      expect(store.grantsOf(ann)).toEqual([ended, live]);
      expect(store.grants()).toHaveLength(3);
    });

    it('binds a grant to the team', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      expect(store.grantsOf({ ...ann, teamId: 'T2' })).toEqual([]);
    });

    it('keeps the grants of a group apart from those of a person', async () => {
      const store = await open();
      const group = { kind: 'group', groupId: 'UANN', teamId: 'T1' } as const;
      const forGroup = grantOf('g1', 'UANN', { subject: group, verbs: ['view', 'pause'] });
      await store.addGrant(forGroup);
      expect(store.grantsOf(ann)).toEqual([]);
      expect(store.grantsOf(group)).toEqual([forGroup]);
      await store.removeGrants(['g1']);
      expect(store.grantsOf(group)).toEqual([]);
    });

    it('knows the groups that have grants, each once, until the last of their grants is gone', async () => {
      const store = await open();
      const one = { kind: 'group', groupId: 'S1', teamId: 'T1' } as const;
      const two = { ...one, groupId: 'S2' };
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g2', '', { subject: one }));
      await store.addGrant(grantOf('g3', '', { subject: one, expiresAt: NOW - 1 }));
      await store.addGrant(grantOf('g4', '', { subject: two }));
      expect(store.grantedGroups()).toEqual([one, two]);
      await store.removeGrants(['g1', 'g2', 'g4']);
      expect(store.grantedGroups()).toEqual([one]);
      await store.addGrant(grantOf('g3', 'UANN'));
      expect(store.grantedGroups()).toEqual([]);
    });

    it('keeps a grant without verbs for managers only', async () => {
      const store = await open();
      await expect(store.addGrant(grantOf('g1', 'UANN', { verbs: [] }))).rejects.toThrow(StoreFailed);
      await store.addGrant(grantOf('g2', 'UANN', { verbs: [], role: 'manager' }));
      expect(store.grants().map(({ id }) => id)).toEqual(['g2']);
    });

    it('replaces grants in one step', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g2', 'UBOB'));
      await store.addGrant(grantOf('g3', 'UANN'), ['g1', 'g2', 'unknown']);
      expect(store.grants().map(({ id }) => id)).toEqual(['g3']);
      expect(store.grantsOf({ ...ann, userId: 'UBOB' })).toEqual([]);
    });

    it('keeps one grant of an id', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g1', 'UBOB'));
      expect(store.grantsOf(ann)).toEqual([]);
      expect(store.grants()).toEqual([grantOf('g1', 'UBOB')]);
    });

    it('removes grants, and ignores ids it does not know', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      await store.addGrant(grantOf('g2', 'UANN'));
      await store.removeGrants(['g1', 'unknown']);
      expect(store.grantsOf(ann)).toEqual([grantOf('g2', 'UANN')]);
    });

    it('never changes a list it gave out', async () => {
      const store = await open();
      await store.addGrant(grantOf('g1', 'UANN'));
      const [mine, all] = [store.grantsOf(ann), store.grants()];
      await store.addGrant(grantOf('g2', 'UANN'));
      await store.removeGrants(['g1']);
      expect(mine).toEqual([grantOf('g1', 'UANN')]);
      expect(all).toEqual([grantOf('g1', 'UANN')]);
    });

    it('keeps nothing it could not read back', async () => {
      const store = await open();
      await expect(store.addGrant(grantOf('g1', 'UANN', { expiresAt: Number.NaN }))).rejects.toThrow(StoreFailed);
      expect(store.grants()).toEqual([]);
    });
  });
}
