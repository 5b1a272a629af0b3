import type { TenantSnapshot } from '../c1/snapshot.ts';
import type { SeenMessage, SeenView } from '../slack/observed.ts';

/**
 * What the page and the sandbox's server say to each other. Everything is JSON over one origin on loopback:
 *
 *   GET  /                     the page (and its script and style)
 *   GET  /api/events?as=<id>   server-sent events: `state` (a State for that person, on connecting and after each
 *                              change, several changes in 30 ms as one), `traffic` (TrafficEntry, also the last 200 on
 *                              connecting), `toast` (Toast)
 *   POST /api/do               a Gesture as JSON; answers GestureResult (200), or {error} (400, a sentence)
 *   POST /api/c1               a C1Switch as JSON; answers {ok:true}
 *   POST /api/start-over       a fresh workspace, tenant and store; answers {ok:true} when the app is ready again
 */

/** Which halves are real, for the banner. */
export interface Reality {
  readonly slack: 'sandbox' | 'real';
  readonly c1: 'sandbox' | 'real';
  readonly mode: 'http' | 'socket';
  /** `starting`, `ready`, or why the app has ended. */
  readonly app: string;
}

export interface PersonOption {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** For the switcher: manager, allowed, not allowed, guest, stranger from another team. */
  readonly role: 'manager' | 'allowed' | 'not allowed' | 'guest' | 'stranger';
}

export interface ChannelEntry {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly shared: boolean;
  readonly botIsIn: boolean;
}

/** Everything one person sees. */
export interface State {
  readonly reality: Reality;
  readonly team: { readonly id: string; readonly name: string };
  readonly me: PersonOption;
  readonly people: readonly PersonOption[];
  /** Names by id, for mentions: people, the bot, channels, user groups. */
  readonly names: Readonly<Record<string, string>>;
  readonly botUserId: string;
  readonly channels: readonly ChannelEntry[];
  /** Visible to this person, oldest first, by channel id; deleted ones left out. */
  readonly messages: Readonly<Record<string, readonly SeenMessage[]>>;
  readonly modal: SeenView | null;
  readonly home: SeenView | null;
  readonly commands: readonly { readonly command: string; readonly description: string; readonly hint: string }[];
  readonly shortcuts: readonly {
    readonly callbackId: string;
    readonly name: string;
    readonly type: 'global' | 'message';
  }[];
  /** null when C1 is real. */
  readonly c1: TenantSnapshot | null;
}

/** A block_id and action_id name an element as Slack does; `value`s are those of options. */
export type Gesture = { readonly as: string } & (
  | { readonly do: 'say'; readonly channel: string; readonly text: string; readonly threadTs?: string }
  | { readonly do: 'command'; readonly channel: string; readonly command: string; readonly text: string }
  | { readonly do: 'typeahead'; readonly blockId: string; readonly value: string }
  | { readonly do: 'choose'; readonly blockId: string; readonly options: readonly string[] }
  | { readonly do: 'fill'; readonly blockId: string; readonly value: string }
  | { readonly do: 'submit' }
  | { readonly do: 'close'; readonly all?: boolean }
  | {
      readonly do: 'click';
      readonly on: { readonly message: { readonly channel: string; readonly ts: string } } | { readonly view: string };
      readonly actionId: string;
      readonly blockId?: string;
      readonly option?: string;
    }
  | { readonly do: 'home' }
  | { readonly do: 'shortcut'; readonly callbackId: string }
  | { readonly do: 'messageShortcut'; readonly callbackId: string; readonly channel: string; readonly ts: string }
);

export interface GestureResult {
  readonly acked: boolean;
  /** The sentence Slack itself shows when the app failed to answer in time, or refused. */
  readonly shown?: string;
  /** For `typeahead`. */
  readonly options?: readonly object[];
  /** A link that a button opens. */
  readonly opens?: string;
}

export type C1Switch =
  | { readonly switch: 'nextSyncFails'; readonly appId: string; readonly connectorId: string }
  | { readonly switch: 'slowSync'; readonly on: boolean }
  | { readonly switch: 'paused'; readonly appId: string; readonly connectorId: string; readonly on: boolean }
  | { readonly switch: 'credentialRevoked'; readonly on: boolean }
  | { readonly switch: 'shortTokens'; readonly on: boolean }
  /** What every call of the API meets from now on; null: nothing. */
  | { readonly switch: 'fault'; readonly fault: '429' | '503' | 'reset' | null };

/** One request, either way, secrets masked. */
export interface TrafficEntry {
  readonly id: string;
  readonly at: number;
  readonly from: 'slack' | 'app';
  readonly to: 'slack' | 'app' | 'c1';
  /** `POST chat.postMessage`, `view_submission`, `POST /api/v1/apps/…/force_sync`. */
  readonly what: string;
  /** HTTP status, or what became of it: `200`, `ok`, `acked in 12 ms`, `reset`. */
  readonly outcome: string;
  readonly ms: number | null;
  /** Pretty-printed request and answer. */
  readonly request: string;
  readonly response: string;
}

export interface Toast {
  readonly text: string;
  readonly kind: 'info' | 'error';
}
