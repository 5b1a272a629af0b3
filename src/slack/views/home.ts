import type { HomeView, KnownBlock } from '@slack/types';
import type { AccessRequest } from '../../domain/access-request.ts';
import { OPEN_REQUEST_SYNC } from '../ids.ts';
import { actions, button, plain, section } from '../messages/block-kit.ts';
import { type Favourites, favouriteBlocks } from './home-favourites.ts';
import { type OwnRights, rightsBlocks } from './home-rights.ts';
import { type OwnRun, ownRunBlocks, type RunningNow, runningBlocks } from './home-runs.ts';
import { waitingBlocks } from './home-waiting.ts';
import { type WhoMayNow, whoMayBlocks } from './home-who-may.ts';

export interface HomeContent {
  readonly rights: OwnRights;
  /** What there is to look at; null: nothing, since the person may look at no connector. */
  readonly seen: {
    readonly running: RunningNow;
    /** Newest first. */
    readonly own: readonly OwnRun[];
    readonly favourites: Favourites;
  } | null;
  /** Null: they are no manager. */
  readonly whoMay: (WhoMayNow & { readonly waiting: readonly AccessRequest[] }) | null;
}

/**
 * The Home tab: the way to sync, what runs, what this person did, what they want at hand, what they may, and, of
 * managers, who waits for their answer and whom they let.
 */
export function homeView({ rights, seen, whoMay }: HomeContent): HomeView {
  const parts: KnownBlock[][] = [
    [
      { type: 'header', text: plain('Sync a C1 connector', 150) },
      section('Ask ConductorOne to sync a connector now, instead of at its next scheduled time.'),
      ...(rights.sync ? [actions(button(OPEN_REQUEST_SYNC, 'Sync a connector', ' ', 'primary'))] : []),
    ],
    ...(seen === null ? [] : [runningBlocks(seen.running), ownRunBlocks(seen.own), favouriteBlocks(seen.favourites)]),
    rightsBlocks(rights),
    ...(whoMay === null ? [] : [[...waitingBlocks(whoMay.waiting)], whoMayBlocks(whoMay)]),
  ];
  return { type: 'home', blocks: parts.flatMap((blocks, n) => (n === 0 ? blocks : [{ type: 'divider' }, ...blocks])) };
}
