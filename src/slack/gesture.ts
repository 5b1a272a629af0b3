import { parseConnectorKey } from '../domain/connector.ts';

/** What a payload says of where a gesture was made and how to answer it. Fields of commands and interactive payloads. */
export interface GesturePayload {
  readonly user_id?: unknown;
  readonly channel_id?: unknown;
  readonly response_url?: unknown;
  readonly user?: unknown;
  readonly channel?: unknown;
  readonly event?: { readonly user?: unknown };
  readonly actions?: unknown;
}

/** Where one person can be answered. */
export interface Place {
  readonly userId: string;
  readonly channelId: string | null;
  /** Slack's address for this gesture: five uses in thirty minutes, no membership needed. A secret. */
  readonly responseUrl: string | null;
}

export function placeOf(payload: GesturePayload): Place {
  const channelId = text(payload.channel_id) ?? text((payload.channel as { id?: unknown } | undefined)?.id);
  return {
    userId:
      text(payload.user_id) ??
      text((payload.user as { id?: unknown } | undefined)?.id) ??
      text(payload.event?.user) ??
      '',
    channelId,
    responseUrl: text(payload.response_url),
  };
}

/** The key of the connector that a clicked button is for; null: it was no such button. */
export function connectorClicked({ actions }: GesturePayload): string | null {
  const [clicked] = Array.isArray(actions) ? actions : [];
  const value = text((clicked as { value?: unknown } | undefined)?.value) ?? '';
  return parseConnectorKey(value) === undefined ? null : value;
}

/** A text that says something. */
export function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
