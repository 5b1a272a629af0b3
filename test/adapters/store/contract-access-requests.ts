import { describe, expect, it } from 'vitest';
import { type AccessRequest, approval, denial, lapse, lapsesAt } from '../../../src/domain/access-request.ts';
import { StoreFailed } from '../../../src/domain/errors.ts';
import type { Store } from '../../../src/ports/store.ts';
import { grantOf, ids, NOW, requestOf } from './records.ts';

const ann = { userId: 'UANN', teamId: 'T1' };
const bob = { userId: 'UBOB', teamId: 'T1' };
const grant = grantOf('g1', 'UANN', { expiresAt: NOW + 60_000 });
const approved = approval(grant);
const denied = denial(bob, NOW, 'not now');
const place = { channelId: 'D1', ts: '1.1' };

export function describeAccessRequests(name: string, open: () => Promise<Store>, keeps: number): void {
  describe(`${name}: who asks for access`, () => {
    it('knows what was asked, by whom, and what waits', async () => {
      const store = await open();
      expect(await store.request('q1')).toBeUndefined();
      expect(await store.addRequest(requestOf('q1', 'UANN'))).toBeUndefined();
      await store.addRequest(requestOf('q2', 'UBOB'));
      await store.addRequest(requestOf('q3', 'UANN', { scope: { kind: 'app', appId: 'app1', name: 'Okta' } }));
      expect(await store.request('q1')).toEqual(requestOf('q1', 'UANN'));
      expect(ids(await store.openRequests())).toEqual(['q1', 'q2', 'q3']);
      expect(ids(await store.requestsBy(ann, 9))).toEqual(['q3', 'q1']);
      expect(ids(await store.requestsBy(ann, 1))).toEqual(['q3']);
      expect(ids(await store.requestsBy({ ...ann, teamId: 'T2' }, 9))).toEqual([]);
    });

    it('takes one of many that are made at the same time', async () => {
      const store = await open();
      const tries = Array.from({ length: 20 }, (_, n) => store.addRequest(requestOf(`q${n}`, 'UANN')));
      const obstacles = await Promise.all(tries);
      expect(obstacles.filter((obstacle) => obstacle === undefined)).toHaveLength(1);
      expect(await store.openRequests()).toHaveLength(1);
    });

    it('gives the grant of the first answer, in one step, and nothing of the second', async () => {
      const store = await open();
      const ended = grantOf('g0', 'UANN', { expiresAt: NOW - 1 });
      await store.addGrant(ended);
      await store.addRequest(requestOf('q1', 'UANN'));
      const first = await store.decideRequest('q1', approved, grant, ['g0']);
      const [second, third] = await Promise.all([
        store.decideRequest('q1', denied),
        store.decideRequest('q1', approval({ ...grant, id: 'g2' }), { ...grant, id: 'g2' }),
      ]);
      expect(first).toEqual({ ...requestOf('q1', 'UANN'), ...approved });
      expect(second).toEqual(first);
      expect(third).toEqual(first);
      expect(store.grants()).toEqual([grant]);
    });

    it('lets one of many simultaneous answers count, and gives what that one says', async () => {
      const store = await open();
      await store.addRequest(requestOf('q1', 'UANN'));
      const answers = ['g1', 'g2', 'g3', 'g4', 'g5'].map((id) => {
        const given = { ...grant, id };
        return store.decideRequest('q1', approval(given), given);
      });
      const [one, ...others] = await Promise.all(answers);
      for (const other of others) expect(other).toEqual(one);
      expect(ids(store.grants())).toEqual([one?.grantId]);
    });

    it('gives nothing once it was denied or has lapsed', async () => {
      const store = await open();
      await store.addRequest(requestOf('q1', 'UANN'));
      await store.decideRequest('q1', denied);
      expect(await store.decideRequest('q1', approved, grant)).toMatchObject({ state: 'denied', grantId: null });
      await store.addRequest(requestOf('q2', 'UANN'));
      const late = { ...grant, grantedAt: lapsesAt(requestOf('q2', 'UANN')) };
      expect(await store.decideRequest('q2', approval(late), late)).toMatchObject({ state: 'lapsed', grantId: null });
      expect(store.grants()).toEqual([]);
    });

    it('does not give a grant again that was taken away since', async () => {
      const store = await open();
      await store.addRequest(requestOf('q1', 'UANN'));
      await store.decideRequest('q1', approved, grant);
      await store.removeGrants(['g1']);
      await store.decideRequest('q1', approved, grant);
      expect(store.grants()).toEqual([]);
    });

    it('decides nothing with a grant it could not read back', async () => {
      const store = await open();
      await store.addRequest(requestOf('q1', 'UANN'));
      const broken = { ...grant, expiresAt: Number.NaN };
      await expect(store.decideRequest('q1', approved, broken)).rejects.toThrow(StoreFailed);
      expect(await store.request('q1')).toEqual(requestOf('q1', 'UANN'));
    });

    it('holds a decided request open until everybody was told', async () => {
      const store = await open();
      await store.addRequest(requestOf('q1', 'UANN'));
      expect(await store.changeRequest('q1', { places: [place] })).toMatchObject({ places: [place] });
      await store.decideRequest('q1', lapse(NOW + 1));
      await store.changeRequest('q1', { toldAt: NOW + 2 });
      expect(ids(await store.openRequests())).toEqual(['q1']);
      await store.changeRequest('q1', { places: [] });
      expect(await store.openRequests()).toEqual([]);
      expect(await store.request('q1')).toMatchObject({ state: 'lapsed', toldAt: NOW + 2 });
    });

    it('forgets the oldest of those that are over, and none that is open', async () => {
      const store = await open();
      await store.addRequest(requestOf('open', 'UBOB'));
      const over: Partial<AccessRequest> = { ...denied, toldAt: NOW };
      const many = Array.from({ length: keeps + 1 }, (_, n) =>
        requestOf(`q${n}`, 'UANN', { ...over, askedAt: NOW + n }),
      );
      await Promise.all(many.map((request) => store.addRequest(request)));
      const kept = await store.requestsBy(ann, keeps + 9);
      expect(kept).toHaveLength(keeps);
      expect(kept.at(-1)?.id).toBe('q1');
      expect(await store.request('q0')).toBeUndefined();
      expect(ids(await store.openRequests())).toEqual(['open']);
      await store.changeRequest('q1', { places: [place] });
      await store.changeRequest('q1', { places: [] });
      expect(await store.requestsBy(ann, keeps + 9)).toHaveLength(keeps);
    });

    it('refuses what it does not know, an id twice, and what it could not read back', async () => {
      const store = await open();
      await expect(store.decideRequest('q1', denied)).rejects.toThrow(StoreFailed);
      await expect(store.changeRequest('q1', { places: [] })).rejects.toThrow(StoreFailed);
      await store.addRequest(requestOf('q1', 'UANN'));
      await expect(store.addRequest(requestOf('q1', 'UBOB'))).rejects.toThrow(StoreFailed);
      await expect(store.addRequest(requestOf('q2', 'UBOB', { verbs: [] }))).rejects.toThrow(StoreFailed);
      await expect(store.changeRequest('q1', { toldAt: Number.NaN })).rejects.toThrow(StoreFailed);
      expect(await store.openRequests()).toEqual([requestOf('q1', 'UANN')]);
    });
  });
}
