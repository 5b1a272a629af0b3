import type { JsonObject } from '../json.ts';
import type { TokenKind } from '../tokens.ts';
import type { World } from '../world.ts';

/** One Web API method. `run` answers what follows `ok: true`, or throws Refused. */
export interface Method {
  readonly token: TokenKind;
  /** The bot token needs all of these. */
  readonly scopes: readonly string[];
  /** Calls a minute by Slack's tier (docs.slack.dev/apis/web-api/rate-limits; reference 3.12); absent: not counted. */
  readonly perMinute?: number;
  run(world: World, args: JsonObject): JsonObject;
}
