import {
  ALLOWED,
  type Decision,
  type Grant,
  type Person,
  personKey,
  type Scope,
  sameScope,
  type Verb,
} from './access.ts';
import type { NotAllowedReason } from './errors.ts';
import type { MessagePlace } from './sync-run.ts';

const HOUR = 60 * 60_000;

/** How long managers have for an answer. */
export const REQUEST_LIVES_MS = 24 * HOUR;

/** More at a time are no requests but a list, for which there is `/c1-sync allow`. */
export const MOST_WAITING = 5;

/** The lengths that a manager grants with one click, in milliseconds. */
export const LENGTHS = { '1h': HOUR, '8h': 8 * HOUR, '3d': 72 * HOUR } as const;

export type Length = keyof typeof LENGTHS;

export function isLength(text: string): text is Length {
  return Object.hasOwn(LENGTHS, text);
}

/** `lapsed`: nobody answered in time. */
export type RequestState = 'waiting' | 'approved' | 'denied' | 'lapsed';

/** Somebody asks to be allowed what they may not do. */
export interface AccessRequest {
  readonly id: string;
  readonly asker: Person;
  readonly verbs: readonly Verb[];
  readonly scope: Scope;
  /** How long they wish for, in milliseconds; null: until revoked. */
  readonly forMs: number | null;
  /** One line. */
  readonly why: string;
  /** Milliseconds since the epoch, our clock; so are the times below. */
  readonly askedAt: number;
  /** The Slack conversation they asked in; null: none. */
  readonly channelId: string | null;
  readonly state: RequestState;
  /** Slack user id of the manager; null while it waits, and if it lapsed. */
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly denyReason: string | null;
  /** What the approval gave, and its end; null: until revoked, or not approved. */
  readonly grantId: string | null;
  readonly expiresAt: number | null;
  /** Every message that still asks for an answer. Once it shows the answer it is taken off. */
  readonly places: readonly MessagePlace[];
  /** When the asker had been told the answer. */
  readonly toldAt: number | null;
}

/** How a request ends. */
export interface RequestDecision {
  readonly state: Exclude<RequestState, 'waiting'>;
  readonly decidedBy: string | null;
  readonly decidedAt: number;
  readonly denyReason: string | null;
  readonly grantId: string | null;
  readonly expiresAt: number | null;
}

/** What can change in a request besides its answer. */
export type RequestChange = Partial<Pick<AccessRequest, 'places' | 'toldAt'>>;

/** Why a new request is not taken. */
export type RequestObstacle =
  | { readonly why: 'asked-already'; readonly request: AccessRequest }
  | { readonly why: 'too-many' };

/** Our clock; exclusive. */
export function lapsesAt({ askedAt }: Pick<AccessRequest, 'askedAt'>): number {
  return askedAt + REQUEST_LIVES_MS;
}

/** Whether something is left to do for it: it waits, or somebody has not seen the answer. */
export function isOpen({ state, places, toldAt }: Pick<AccessRequest, 'state' | 'places' | 'toldAt'>): boolean {
  return state === 'waiting' || places.length > 0 || toldAt === null;
}

/** One person waits for one answer about one scope, and for {@link MOST_WAITING} in all. */
export function requestObstacle(
  open: Iterable<AccessRequest>,
  { asker, scope, askedAt }: Pick<AccessRequest, 'asker' | 'scope' | 'askedAt'>,
): RequestObstacle | undefined {
  const theirs = [...open].filter(
    (one) => one.state === 'waiting' && askedAt < lapsesAt(one) && personKey(one.asker) === personKey(asker),
  );
  const same = theirs.find((one) => sameScope(one.scope, scope));
  if (same !== undefined) return { why: 'asked-already', request: same };
  return theirs.length >= MOST_WAITING ? { why: 'too-many' } : undefined;
}

/** The first answer counts, and one that comes after the time is none. */
export function decided(request: AccessRequest, decision: RequestDecision): AccessRequest {
  if (request.state !== 'waiting') return request;
  const inTime = decision.decidedAt < lapsesAt(request);
  return { ...request, ...(inTime ? decision : lapse(decision.decidedAt)) };
}

/** Whether this is the decision that counted. */
export function isDecidedBy(request: AccessRequest, decision: RequestDecision): boolean {
  const { state, decidedBy, decidedAt, grantId } = request;
  const isTheirs = state === decision.state && decidedBy === decision.decidedBy;
  return isTheirs && decidedAt === decision.decidedAt && grantId === decision.grantId;
}

/** The grant that an approval gives: what was asked for, for as long as the manager chose. */
export function approval({ id, grantedBy, grantedAt, expiresAt }: Grant): RequestDecision {
  return {
    state: 'approved',
    decidedBy: grantedBy,
    decidedAt: grantedAt,
    denyReason: null,
    grantId: id,
    expiresAt,
  };
}

export function denial(by: Person, now: number, reason: string | null): RequestDecision {
  return {
    state: 'denied',
    decidedBy: by.userId,
    decidedAt: now,
    denyReason: reason,
    grantId: null,
    expiresAt: null,
  };
}

export function lapse(now: number): RequestDecision {
  return { state: 'lapsed', decidedBy: null, decidedAt: now, denyReason: null, grantId: null, expiresAt: null };
}

/** The refusals that a manager can turn into a yes. A group that cannot be read does not matter to who is named. */
const CURABLE: ReadonlySet<NotAllowedReason> = new Set([
  'not-granted',
  'expired',
  'out-of-scope',
  'not-this',
  'group-unknown',
]);

export function canBeGranted(reason: NotAllowedReason): boolean {
  return CURABLE.has(reason);
}

/** May somebody ask, given whether they may look at anything at all? Guests and people who left may not. */
export function mayAsk(view: Decision): Decision {
  return view.allowed || canBeGranted(view.reason) ? ALLOWED : view;
}
