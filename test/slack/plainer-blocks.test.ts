import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/slack/messages/block-kit.ts';
import { sendOrFallBack } from '../../src/slack/plainer-blocks.ts';
import { ResponseUrlRefused } from '../../src/slack/response-url.ts';
import { RecordingMetrics } from '../doubles/metrics.ts';

const MESSAGE: Message = { text: 'a table', blocks: [], fallback: [{ type: 'divider' }] };

/** Slack refuses the first message with this. */
function setUp(error: Error) {
  const metrics = new RecordingMetrics();
  const sent: Message[] = [];
  const send = async (message: Message) => {
    sent.push(message);
    if (sent.length === 1) throw error;
  };
  return { metrics, sent, send };
}

describe('a message whose blocks Slack refuses', () => {
  it('is sent in plainer ones, and counted', async () => {
    const { metrics, sent, send } = setUp(new ResponseUrlRefused(500));
    await sendOrFallBack(MESSAGE, send, metrics);
    expect(sent).toEqual([MESSAGE, { text: 'a table', blocks: [{ type: 'divider' }] }]);
    expect(metrics.seen).toEqual(['plainerBlocks']);
  });

  const refused = Object.assign(new WebAPIPlatformError({ ok: false, error: 'invalid_blocks' }), {});

  it('is sent as its text, where Slack takes none of them', async () => {
    for (const message of [MESSAGE, { text: 'a table', blocks: MESSAGE.blocks }]) {
      const sent: Message[] = [];
      const send = async (one: Message) => {
        sent.push(one);
        if (sent.length < (message.fallback === undefined ? 2 : 3)) throw refused;
      };
      await sendOrFallBack(message, send, new RecordingMetrics());
      expect(sent.at(-1)).toEqual({ text: 'a table', blocks: [] });
    }
  });

  it('is not, where it has none, or Slack refuses something else', async () => {
    const refused = setUp(new ResponseUrlRefused(500));
    const { text, blocks } = MESSAGE;
    await expect(sendOrFallBack({ text, blocks }, refused.send, refused.metrics)).rejects.toThrow('was refused');
    const away = setUp(new Error('away'));
    await expect(sendOrFallBack(MESSAGE, away.send, away.metrics)).rejects.toThrow('away');
    expect([...refused.metrics.seen, ...away.metrics.seen]).toEqual([]);
  });
});
