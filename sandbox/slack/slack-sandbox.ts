import type { Faults } from './faults.ts';
import type { Serve } from './http-server.ts';
import type { Json, JsonObject } from './json.ts';
import type {
  ApiCall,
  Change,
  ClickOutcome,
  Delivery,
  EnvelopeType,
  Outcome,
  Ping,
  SeenMessage,
  SeenView,
  SuggestedOptions,
} from './observed.ts';
import type { Channel, Person, Workspace, WorkspaceOptions } from './workspace-model.ts';

/** A person or a channel may be given as an id, as a name ('ana', 'general') or as the object itself. */
export type Who = string | Person;
export type Where = string | Channel;

export interface SlackSandboxOptions extends WorkspaceOptions {
  /** 0, the default, takes a free one. Always on 127.0.0.1. */
  port?: number;
  /** Which secret `env()` hands out. Unset: payloads go by socket while one is open, else to `eventsUrl`. */
  mode?: 'socket' | 'http';
  eventsUrl?: string;
  now?: () => number;
  random?: () => number;
  /** Slash commands that exist. Default: `/c1-sync`. */
  commands?: string[];
  /** Whether commands have "Escape channels, users, and links" on. Default: true. */
  shouldEscape?: boolean;
  /** Scopes the bot token was granted. Default: those of c1-sync. */
  scopes?: string[];
  /** Refuse calls beyond Slack's documented rates with 429. Default: false. */
  enforceRateLimits?: boolean;
  /** How long Slack waits for an ack. Default: 3000, as Slack does. */
  ackBudgetMs?: number;
  /** How long a trigger id lives. Default: 3000, as Slack's. */
  triggerLifeMs?: number;
  /** Default: 10 000. */
  socketPingMs?: number;
}

/** Deep-merged over the payload of a gesture: a stranger's `user.team_id`, an unknown team, a bot. */
export interface Forgeable {
  overrides?: JsonObject;
}

export interface SlackSandbox {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly teamId: string;
  readonly appId: string;
  readonly botUserId: string;
  readonly botId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** SLACK_BOT_TOKEN, SLACK_API_URL, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET by `mode`. */
  env(): Record<string, string>;
  setEventsUrl(url: string | undefined): void;
  /** What Slack does when a Request URL is saved: a signed challenge. True if the app echoed it. */
  verifyEventsUrl(): Promise<boolean>;
  /** Stops at once: sockets, waiting deliveries, timers. */
  close(): Promise<void>;

  /** The people, channels and user groups; change them as a workspace changes (join, archive, deactivate …). */
  readonly workspace: Workspace;
  /** Faults for the next calls of a Web API method; `response_url` and `upload_url` count as methods. */
  readonly faults: Faults;
  /** Makes a token answer `token_revoked` (or the error given) from now on. */
  revokeToken(which: 'bot' | 'app', error?: string): void;
  setScopes(scopes: string[]): void;

  // What a person does.
  slashCommand(gesture: { user: Who; channel: Where; text?: string; command?: string } & Forgeable): Promise<Outcome>;
  /** In the modal that is open, else in the App Home; so are `choose` and `fill`. */
  typeahead(user: Who, blockId: string | undefined, value: string, forge?: Forgeable): Promise<SuggestedOptions>;
  /** Options are values (ids, dates) or option objects; `anyway` chooses what was never offered. */
  choose(
    user: Who,
    blockId: string,
    options: string | JsonObject | (string | JsonObject)[],
    forge?: Forgeable & { anyway?: boolean },
  ): Promise<Outcome>;
  fill(user: Who, blockId: string, value: string, forge?: Forgeable): Promise<Outcome>;
  submit(user: Who, forge?: Forgeable): Promise<Outcome>;
  /** The modal's close button; `all` is the cross, which closes the whole stack. */
  closeView(user: Who, forge?: Forgeable & { all?: boolean }): Promise<Outcome>;
  /** A button, or with `option` an entry of an overflow menu or a select, in a message or in a view. */
  click(
    user: Who,
    on: SeenMessage | SeenView,
    actionId: string,
    forge?: Forgeable & { option?: string; blockId?: string; deny?: boolean },
  ): Promise<ClickOutcome>;
  openHome(user: Who, forge?: Forgeable): Promise<Outcome>;
  globalShortcut(user: Who, callbackId: string, forge?: Forgeable): Promise<Outcome>;
  messageShortcut(user: Who, message: SeenMessage, callbackId: string, forge?: Forgeable): Promise<Outcome>;
  /** A person types a message; nothing is sent to the app. */
  say(user: Who, channel: Where, text: string, threadTs?: string): SeenMessage;

  // Raw sends.
  deliver(
    body: Json,
    how?: { envelope?: EnvelopeType; headers?: Record<string, string>; rawBody?: string; retryAttempt?: number },
  ): Promise<Delivery>;
  /** The very same body again: HTTP with a fresh timestamp and signature, Socket Mode with the same envelope_id. */
  redeliver(delivery: Delivery, how?: { retryAttempt?: number }): Promise<Delivery>;

  // Socket Mode.
  readonly sockets: {
    readonly open: number;
    /** The open connections, oldest first. */
    readonly ids: string[];
    /** Sends `disconnect`; all but `warning` are followed by a close. */
    disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled', connection?: string): void;
    /** Sends this text on every connection, whatever it is. */
    sendFrame(text: string): void;
    /** Cuts the TCP connection, or all, without a word. */
    drop(connection?: string): void;
  };

  // What can be seen.
  openViewFor(user: Who): SeenView | undefined;
  readonly openViews: SeenView[];
  home(user: Who): SeenView | undefined;
  /** Newest last, ephemeral ones included (marked); with `as`, what that person sees. */
  messages(channel: Where, filter?: { as?: Who; threadTs?: string }): SeenMessage[];
  /** Everything only this person saw: chat.postEphemeral, response_url, answers to slash commands. */
  ephemerals(user: Who): SeenMessage[];
  dm(user: Who): Channel;
  readonly apiCalls: ApiCall[];
  readonly deliveries: Delivery[];
  readonly pings: Ping[];
  onChange(listener: (change: Change) => void): () => void;
  /** Resolves with the first truthy answer, looking again at each change; rejects after `timeoutMs` (10,000). */
  waitFor<T>(look: () => T | undefined | null | false, timeoutMs?: number): Promise<T>;
  /** For a page on top of the sandbox: sees each HTTP request first. */
  serve(handler: Serve): void;
  /** Empties apiCalls, deliveries, pings, and hides what was said so far; the app can go on with all of it. */
  forget(): void;
}
