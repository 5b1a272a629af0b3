import type { Json, JsonObject } from './json.ts';

/** What the sandbox saw: the records a test asserts on and a page draws. Instants are milliseconds since 1970. */

export type FailedDelivery = 'operation_timeout' | 'dispatch_failed' | 'invalid_ack' | 'incomplete' | 'invalid_command';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** One payload sent to the app, and what became of it. */
export interface Delivery {
  readonly id: string;
  readonly envelope: EnvelopeType;
  /** `block_actions`, `view_submission`, `app_home_opened`, the command's name … */
  readonly type: string;
  readonly body: Json;
  readonly via: 'http' | 'socket' | 'nowhere';
  readonly at: number;
  readonly redeliveryOf?: string;
  envelopeId?: string;
  /** Which of the open Socket Mode connections got it. */
  connection?: string;
  acked: boolean;
  ms: number;
  ackBody?: Json;
  status?: number;
  error?: FailedDelivery;
  /** The app did answer, but after the budget: Slack no longer listened. */
  lateAckMs?: number;
}

/** What a gesture came to: whether the app acknowledged it in time, and what the person sees for it. */
export interface Outcome {
  acked: boolean;
  ms: number;
  ackBody?: Json;
  error?: FailedDelivery;
  /** The sentence Slack itself shows the person, when it shows one. */
  shown?: string;
  /** Absent when the gesture sends nothing to the app (a choice in an input block, a refused form). */
  delivery?: Delivery;
}

export interface SuggestedOptions extends Outcome {
  options: JsonObject[];
  groups?: { label: string; options: JsonObject[] }[];
}

export interface ClickOutcome extends Outcome {
  /** The dialog the person agreed to (or not) before anything was sent. */
  confirm?: JsonObject;
  /** The link the button opens in the browser. */
  opens?: string;
}

export interface SeenMessage {
  readonly channel: string;
  readonly ts: string;
  /** User id of the author: the bot, or a person who typed it. */
  readonly user: string;
  text: string;
  blocks: JsonObject[];
  readonly threadTs?: string;
  readonly broadcast?: boolean;
  /** Set: only this person sees it. */
  readonly ephemeralTo?: string;
  readonly source:
    | 'chat.postMessage'
    | 'chat.postEphemeral'
    | 'files.completeUploadExternal'
    | 'response_url'
    | 'slash_ack'
    | 'person';
  readonly files?: readonly SeenFile[];
  readonly metadata?: JsonObject;
  readonly unfurlLinks?: boolean;
  readonly unfurlMedia?: boolean;
  /** Earlier versions, oldest first. */
  readonly edits: { at: number; text: string; blocks: JsonObject[] }[];
  deleted: boolean;
}

/** A file in a message. */
export interface SeenFile {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  /** In bytes. */
  readonly size: number;
  /** Read as UTF-8. */
  readonly content: string;
}

/** A modal or an App Home as the person sees it now. */
export interface SeenView {
  readonly id: string;
  readonly user: string;
  readonly type: 'modal' | 'home';
  readonly hash: string;
  readonly title: string;
  readonly submit: string;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly externalId: string;
  readonly blocks: JsonObject[];
  /** `view.state.values` as a submission would carry it now. */
  readonly values: JsonObject;
  /** Sentences under input blocks, by block_id. */
  readonly errors: Record<string, string>;
  /** 1 for a root view, up to 3. */
  readonly depth: number;
  readonly rootViewId: string;
  readonly previousViewId: string | null;
}

export interface ApiCall {
  readonly method: string;
  readonly args: JsonObject;
  readonly at: number;
  readonly token: 'bot' | 'app' | 'none' | 'unknown';
  /** 0 while no answer was sent (`never-answer`, `reset`). */
  status: number;
  response: JsonObject;
  ms: number;
}

/** A mention that Slack would make live in a text the app sent. */
export interface Ping {
  readonly kind: 'channel' | 'here' | 'everyone' | 'user' | 'usergroup';
  /** The user or user group. */
  readonly id?: string;
  /** The text it was found in. */
  readonly text: string;
  /** Where the text went: a method, `response_url`, `slash_ack`, `view_ack` or `options`. */
  readonly surface: string;
  readonly channel?: string;
}

export type Change =
  | { kind: 'message' | 'message_changed' | 'message_deleted'; message: SeenMessage }
  | { kind: 'view'; user: string; view: SeenView | undefined }
  | { kind: 'home'; user: string; view: SeenView }
  | { kind: 'api_call'; call: ApiCall }
  | { kind: 'delivery'; delivery: Delivery }
  | { kind: 'sockets'; open: number };
