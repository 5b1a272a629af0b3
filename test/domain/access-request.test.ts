import { describe, expect, it } from 'vitest';
import type { Grant } from '../../src/domain/access.ts';
import {
  type AccessRequest,
  approval,
  decided,
  denial,
  isDecidedBy,
  isOpen,
  lapse,
  lapsesAt,
  MOST_WAITING,
  mayAsk,
  requestObstacle,
} from '../../src/domain/access-request.ts';
import type { NotAllowedReason } from '../../src/domain/errors.ts';
import { WAITING } from '../doubles/access-requests.ts';

const ANA = { userId: 'U0ANA', teamId: 'T0HOME' };
const BEN = { userId: 'U0BEN', teamId: 'T0HOME' };
const NOW = WAITING.askedAt + 1_000;
const GRANT: Grant = {
  id: 'g1',
  subject: { kind: 'user', ...WAITING.asker },
  role: 'requester',
  verbs: ['sync'],
  scope: WAITING.scope,
  grantedBy: ANA.userId,
  grantedAt: NOW,
  expiresAt: NOW + 60_000,
  reason: WAITING.why,
};
const OKTA = { kind: 'app', appId: 'okta', name: 'Okta' } as const;

function request(changes: Partial<AccessRequest> = {}): AccessRequest {
  return { ...WAITING, ...changes };
}

describe('the answer to a request', () => {
  it('is the first one, whatever comes after it', () => {
    const approved = decided(request(), approval(GRANT));
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'U0ANA', grantId: 'g1', expiresAt: NOW + 60_000 });
    expect(decided(approved, denial(BEN, NOW + 1, 'no'))).toBe(approved);
    expect(decided(approved, lapse(lapsesAt(WAITING)))).toBe(approved);
    const denied = decided(request(), denial(BEN, NOW, 'no'));
    expect(decided(denied, approval({ ...GRANT, grantedAt: NOW + 1 }))).toMatchObject({
      state: 'denied',
      denyReason: 'no',
      grantId: null,
    });
  });

  it('comes within 24 h; at their end the request has lapsed, and no approval gives anything', () => {
    const day = 24 * 60 * 60_000;
    const at = (ms: number) => decided(request(), approval({ ...GRANT, grantedAt: WAITING.askedAt + ms }));
    expect(at(day - 1).state).toBe('approved');
    expect(at(day)).toMatchObject({ state: 'lapsed', decidedBy: null, grantId: null, expiresAt: null });
  });

  it('is known by who gave it, when and what', () => {
    const decision = approval(GRANT);
    expect(isDecidedBy(decided(request(), decision), decision)).toBe(true);
    const before = decided(request(), denial(BEN, NOW, null));
    expect(isDecidedBy(decided(before, decision), decision)).toBe(false);
    const another = approval({ ...GRANT, id: 'g2' });
    expect(isDecidedBy(decided(decided(request(), decision), another), another)).toBe(false);
  });

  it('leaves work until the asker was told and no message asks any more', () => {
    const denied = decided(request({ places: [{ channelId: 'D1', ts: '1' }] }), denial(ANA, NOW, null));
    expect(isOpen(request())).toBe(true);
    expect(isOpen(denied)).toBe(true);
    expect(isOpen({ ...denied, toldAt: NOW })).toBe(true);
    expect(isOpen({ ...denied, places: [] })).toBe(true);
    expect(isOpen({ ...denied, places: [], toldAt: NOW })).toBe(false);
  });
});

describe('a new request', () => {
  const candidate = request({ id: 'new', askedAt: NOW });

  it('meets one of the same person for the same scope, whatever it is called', () => {
    const renamed = request({ scope: { ...WAITING.scope, name: 'Okta' } as AccessRequest['scope'] });
    expect(requestObstacle([renamed], candidate)).toEqual({ why: 'asked-already', request: renamed });
  });

  it.each<[string, Partial<AccessRequest>]>([
    ['of somebody else', { asker: BEN }],
    ['of another team', { asker: { ...WAITING.asker, teamId: 'T0OTHER' } }],
    ['for another scope', { scope: OKTA }],
    ['that was answered', { state: 'denied' }],
    ['that is past its time', { askedAt: NOW - 24 * 60 * 60_000 }],
  ])('does not meet one %s', (_, changes) => {
    expect(requestObstacle([request(changes)], candidate)).toBeUndefined();
  });

  it(`is the last of ${MOST_WAITING} that wait`, () => {
    const others = Array.from({ length: MOST_WAITING }, (_, n) => request({ scope: { ...OKTA, appId: `app${n}` } }));
    expect(requestObstacle(others.slice(1), candidate)).toBeUndefined();
    expect(requestObstacle(others, candidate)).toEqual({ why: 'too-many' });
  });
});

describe('who may ask', () => {
  it.each<[NotAllowedReason, boolean]>([
    ['not-granted', true],
    ['expired', true],
    ['out-of-scope', true],
    ['not-this', true],
    ['group-unknown', true],
    ['not-a-manager', false],
    ['guest', false],
    ['deactivated', false],
    ['outsider', false],
  ])('somebody refused as %s: %s', (reason, may) => {
    expect(mayAsk({ allowed: false, reason }).allowed).toBe(may);
  });

  it('somebody who may look at something, and wants more', () => {
    expect(mayAsk({ allowed: true }).allowed).toBe(true);
  });
});
