import type { KnownBlock } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Metrics } from '../ports/metrics.ts';
import type { Message } from './messages/block-kit.ts';
import { ResponseUrlRefused } from './response-url.ts';

/** What Slack says about blocks that it does not know. */
const REFUSES_BLOCKS = new Set(['invalid_blocks', 'invalid_arguments', 'invalid_blocks_format']);

/** Sends a message; if Slack refuses its blocks, once more in the plainer ones, and in the end as its bare text. */
export async function sendOrFallBack<T>(
  message: Message,
  send: (message: Message) => Promise<T>,
  metrics: Metrics,
): Promise<T> {
  const { text, fallback } = message;
  try {
    return await send(message);
  } catch (error) {
    // A response_url does not say why it refuses, so that is only taken for the blocks where there are plainer ones.
    const isOfBlocks = refusesBlocks(error) || (fallback !== undefined && error instanceof ResponseUrlRefused);
    if (!isOfBlocks) throw error;
    metrics.count('plainerBlocks', {});
    if (fallback === undefined) return send({ text, blocks: [] });
  }
  try {
    return await send({ text, blocks: fallback });
  } catch (error) {
    if (!refusesBlocks(error)) throw error;
    return send({ text, blocks: [] });
  }
}

/** A message as Slack's methods take it; its client's types lag behind its newest blocks. */
export function accepted({ text, blocks }: Message): { text: string; blocks: KnownBlock[] } {
  return { text, blocks: blocks as KnownBlock[] };
}

function refusesBlocks(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && REFUSES_BLOCKS.has(error.data.error);
}
