import { withIds } from './block-kit/fill-ids.ts';
import { problemsOfMessageBlocks } from './block-kit/validate.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { pingsIn } from './mrkdwn.ts';
import { pingsInBlocks } from './pings.ts';
import { Refused, refusedBecause } from './refused.ts';
import type { World } from './world.ts';

export interface Content {
  text: string;
  blocks: JsonObject[];
  metadata?: JsonObject;
}

/** 40 000 in chat.postMessage ([D] its page, "Truncating content"); 4 000 in chat.update (reference 3.7). */
export const LONGEST_TEXT = 40_000;
export const LONGEST_UPDATE = 4_000;

/** Reads what a message says out of arguments, an ack or a response_url body; refuses what Slack refuses. */
export function readContent(args: JsonObject, longest: number): Content {
  const text = args.text === undefined || args.text === null ? '' : String(args.text);
  if (text.length > longest) throw new Refused('msg_too_long');
  const blocks = args.blocks ?? [];
  if (typeof blocks === 'string' || isObject(blocks)) throw new Refused('invalid_blocks_format');
  const problems = problemsOfMessageBlocks(blocks);
  if (problems.length > 0) throw refusedBecause('invalid_blocks', problems);
  const attached = Array.isArray(args.attachments) && args.attachments.length > 0;
  if (text === '' && !attached && Array.isArray(blocks) && blocks.length === 0) throw new Refused('no_text');
  return { text, blocks: withIds(blocks as JsonObject[]), ...readMetadata(args.metadata) };
}

/** docs.slack.dev/messaging/message-metadata: an event_type and an event_payload, nothing else. */
function readMetadata(metadata: Json | undefined): { metadata?: JsonObject } {
  if (metadata === undefined || metadata === null) return {};
  const right = isObject(metadata) && typeof metadata.event_type === 'string' && isObject(metadata.event_payload);
  if (!right) throw new Refused('invalid_metadata_format');
  return { metadata: metadata as JsonObject };
}

/** Notes the live mentions of a message, wherever it went. */
export function notePings(world: World, surface: string, args: JsonObject, channel?: string): void {
  const linkNames = args.link_names === true || args.link_names === 'true' || args.parse === 'full';
  const inText = args.mrkdwn === false || args.mrkdwn === 'false' ? [] : pingsIn(String(args.text ?? ''), linkNames);
  for (const ping of [...inText, ...pingsInBlocks(args.blocks ?? [])]) {
    world.log.pings.push({ ...ping, surface, ...(channel ? { channel } : {}) });
  }
}
