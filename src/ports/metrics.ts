/** What is counted, each with what tells one from another. */
export interface Counts {
  /** A command that could be read; `verb` is that of the slash grammar. */
  readonly command: { readonly verb: string };
  /** Somebody may not do what they tried; `reason` is that of the audit trail. */
  readonly refusal: { readonly reason: string };
  /** C1's answer to a request (`queued`, `unclear`, `refused`), and later how the sync ended. */
  readonly sync: { readonly result: string };
  /** Slack refused the blocks of a message, so it was sent again in plainer ones. */
  readonly plainerBlocks: Unlabelled;
}

/** What takes time. `status` is that of HTTP; undefined: no answer came. */
export interface Durations {
  /** From start to completion, by C1's own times. */
  readonly sync: Unlabelled;
  /** `call` is the path without ids and query. */
  readonly c1Request: { readonly call: string; readonly status: number | undefined };
  /** `method` is one of Slack's Web API. Slack also says no with a 200. */
  readonly slackRequest: { readonly method: string; readonly status: number | undefined };
  /** Until what was written would survive a power cut; `file` is `store` or `audit`. */
  readonly storeWrite: { readonly file: string };
}

export type Unlabelled = Readonly<Record<never, never>>;

/** What is read whenever somebody looks. */
export type Reading =
  /** 1: commands are answered. */
  | 'ready'
  /** In the index. */
  | 'connectors'
  /** Since the connectors were last read from C1, or since the start while they never were. */
  | 'indexAgeSeconds'
  /** Lines to Slack that are connected, in Socket Mode. */
  | 'socketConnections'
  /** With a sync whose end has not been told. */
  | 'followedConnectors';

/** How the app is doing, in numbers, for whoever operates it. Costs next to nothing and never throws. */
export interface Metrics {
  /** One more of these. */
  count<What extends keyof Counts>(what: What, labels: Counts[What]): void;
  /** @param ms milliseconds */
  time<What extends keyof Durations>(what: What, ms: number, labels: Durations[What]): void;
  /** @param read must not throw; undefined: there is nothing to show */
  show(what: Reading, read: () => number | undefined): void;
}

/** Where nobody looks. */
export const UNMEASURED: Metrics = { count: () => undefined, time: () => undefined, show: () => undefined };
