import { isObject, type Json } from './json.ts';
import type { EnvelopeType } from './observed.ts';

export interface WireBody {
  readonly text: string;
  readonly contentType: string;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * How a payload travels by HTTP: commands as a form, interactions as `payload=` JSON, events as JSON
 * (docs.slack.dev/interactivity/implementing-slash-commands, handling-user-interaction, apis/events-api).
 */
export function wireBody(envelope: EnvelopeType, body: Json): WireBody {
  if (envelope === 'events_api') return { text: JSON.stringify(body), contentType: 'application/json' };
  if (envelope === 'slash_commands' && isObject(body)) {
    const fields = Object.entries(body).map(([key, value]): [string, string] => [key, String(value ?? '')]);
    return { text: new URLSearchParams(fields).toString(), contentType: FORM };
  }
  return { text: new URLSearchParams({ payload: JSON.stringify(body) }).toString(), contentType: FORM };
}
