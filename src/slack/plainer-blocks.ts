import type { KnownBlock } from '@slack/types';
import { WebAPIPlatformError } from '@slack/web-api';
import type { Metrics } from '../ports/metrics.ts';
import type { Message } from './messages/block-kit.ts';
import { ResponseUrlRefused } from './response-url.ts';

/** What Slack says about blocks that it does not know. */
const REFUSES_BLOCKS = new Set(['invalid_blocks', 'invalid_arguments', 'invalid_blocks_format']);

/** Sends a message; if Slack refuses its blocks, once more in the plainer ones. */
export async function sendOrFallBack<T>(
  message: Message,
  send: (message: Message) => Promise<T>,
  metrics: Metrics,
): Promise<T> {
  try {
    return await send(message);
  } catch (error) {
    if (message.fallback === undefined || !refusesBlocks(error)) throw error;
    metrics.count('plainerBlocks', {});
    return send({ text: message.text, blocks: message.fallback });
  }
}

/** A message as Slack's methods take it; its client's types lag behind its newest blocks. */
export function accepted({ text, blocks }: Message): { text: string; blocks: KnownBlock[] } {
  return { text, blocks: blocks as KnownBlock[] };
}

function refusesBlocks(error: unknown): boolean {
  // A response_url does not say why.
  if (error instanceof ResponseUrlRefused) return true;
  return error instanceof WebAPIPlatformError && REFUSES_BLOCKS.has(error.data.error);
}
