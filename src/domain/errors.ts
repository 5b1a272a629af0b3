/**
 * Everything that can go wrong in a way we know. One class for each thing a person is told differently; `code` is
 * stable and stands in logs and in the record. Messages carry no secret and are for the operator: what a person reads
 * is made from the code in `slack/messages/problem.ts`.
 */
export abstract class C1SyncError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

export type NotAllowedReason =
  | 'not-granted'
  | 'expired'
  | 'out-of-scope'
  | 'not-this'
  | 'not-a-manager'
  /** Only a user group could allow it, and who is in it is not known for sure now. */
  | 'group-unknown'
  /** The list cannot be read now, and what was read last may be outdated. */
  | 'grants-unknown'
  /** These three are Slack's own account of the person (`Standing` in domain/access.ts). */
  | 'guest'
  | 'deactivated'
  | 'outsider';

/** The person is one of ours but may not do this. */
export class NotAllowed extends C1SyncError {
  readonly code = 'not_allowed';
  readonly reason: NotAllowedReason;
  constructor(reason: NotAllowedReason) {
    super(`not allowed: ${reason}`);
    this.reason = reason;
  }
}

export type OutsiderReason = 'other-team' | 'bot' | 'unidentified';

/** Slack Connect strangers, bots and payloads that do not say whose they are: refused whatever the list says. */
export class OutsiderRefused extends C1SyncError {
  readonly code = 'outsider';
  readonly reason: OutsiderReason;
  constructor(reason: OutsiderReason) {
    super(`refused: ${reason}`);
    this.reason = reason;
  }
}

/**
 * `plan`: the workspace has no user groups; `gone`: Slack knows no such group; `scope`: the app may not ask;
 * `unanswered`: anything that may pass.
 */
export type GroupUnreadableWhy = 'plan' | 'gone' | 'scope' | 'unanswered';

/** Who is in a user group could not be read from Slack, so nobody is allowed by it. */
export class GroupUnreadable extends C1SyncError {
  readonly code = 'group_unreadable';
  readonly why: GroupUnreadableWhy;
  /** Milliseconds that Slack asks to wait before anything is asked of it again; 0 when it does not. */
  readonly retryAfterMs: number;
  constructor(why: GroupUnreadableWhy, message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options);
    this.why = why;
    this.retryAfterMs = options.retryAfterMs ?? 0;
  }
}

/** What somebody is in the workspace could not be read from Slack. `scope`: the app may not ask. */
export class PersonUnreadable extends C1SyncError {
  readonly code = 'person_unreadable';
  readonly why: 'scope' | 'unanswered';
  constructor(why: 'scope' | 'unanswered', message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/**
 * Slack says of the person who is to be given access that they are none to give it to; `why` as for those who use it:
 * `guest`, `deactivated`, or `outsider` for a bot or somebody of another team.
 */
export class UnfitSubject extends C1SyncError {
  readonly code = 'unfit_subject';
  readonly why: NotAllowedReason;
  constructor(why: NotAllowedReason) {
    super(`cannot be given access: ${why}`);
    this.why = why;
  }
}

/** No connector in the index has this id or these words. */
export class NoSuchConnector extends C1SyncError {
  readonly code = 'no_such_connector';
  readonly words: string;
  constructor(words: string) {
    super('no such connector');
    this.words = words;
  }
}

/** The index has never been read, so nobody can be shown a connector. */
export class ConnectorsUnknown extends C1SyncError {
  readonly code = 'connectors_unknown';
}

/** C1 said 401 or 403, or its token endpoint refused the credential. Nothing was queued. */
export class CredentialRefused extends C1SyncError {
  readonly code = 'c1_credential_refused';
  /** Milliseconds by which our clock is ahead of C1's (negative: behind), where that explains it; else null. */
  readonly skewMs: number | null;
  constructor(message: string, options: ErrorOptions & { skewMs?: number | null } = {}) {
    super(message, options);
    this.skewMs = options.skewMs ?? null;
  }
}

/** C1 said 404. Nothing was queued. */
export class ConnectorGone extends C1SyncError {
  readonly code = 'c1_not_found';
}

/** C1 said 429 and the wait it asks for is longer than ours. Nothing was queued. */
export class C1RateLimited extends C1SyncError {
  readonly code = 'c1_rate_limited';
  /** Milliseconds to wait, from when this was thrown. */
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number, options?: ErrorOptions) {
    super(`C1 asks to wait ${Math.ceil(retryAfterMs / 1000)} s`, options);
    this.retryAfterMs = retryAfterMs;
  }
}

/** C1 said 400, 409 or another 4xx: it understood and refused. Nothing was queued. */
export class C1Rejected extends C1SyncError {
  readonly code = 'c1_rejected';
}

/**
 * C1 gave no usable answer: 5xx, timeout, reset, a body that is not what the API documents.
 * `reached` says whether the request can have taken effect: `no` only when no connection was made.
 */
export class C1Unavailable extends C1SyncError {
  readonly code = 'c1_unavailable';
  readonly reached: 'no' | 'maybe';
  constructor(message: string, reached: 'no' | 'maybe', options?: ErrorOptions) {
    super(message, options);
    this.reached = reached;
  }
}

/** The store could not be read or written. What was asked for has not been done. */
export class StoreFailed extends C1SyncError {
  readonly code = 'store_failed';
}

/** What somebody typed cannot be understood; `cure` is a plain sentence for them, without markup. */
export class BadInput extends C1SyncError {
  readonly code = 'bad_input';
  readonly cure: string;
  constructor(cure: string) {
    super('bad input');
    this.cure = cure;
  }
}

/** Removing this manager would leave nobody who can grant access. */
export class LastManager extends C1SyncError {
  readonly code = 'last_manager';
}
