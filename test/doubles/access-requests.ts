import type { AccessRequest } from '../../src/domain/access-request.ts';

/** A request that waits for its answer; hostile words included. */
export const WAITING: AccessRequest = {
  id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  asker: { userId: 'U0CLEO', teamId: 'T0HOME' },
  verbs: ['sync'],
  scope: { kind: 'connector', appId: 'a', connectorId: 'c', name: 'Okta <!channel> / Prod & Co' },
  forMs: 8 * 60 * 60_000,
  why: 'new <@U0EVIL> joiner & <!here>',
  askedAt: 1_700_000_000_000,
  channelId: 'C1',
  state: 'waiting',
  decidedBy: null,
  decidedAt: null,
  denyReason: null,
  grantId: null,
  expiresAt: null,
  places: [],
  toldAt: null,
};
