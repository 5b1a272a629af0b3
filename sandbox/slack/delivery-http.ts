import { Agent, type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http';
import { type Json, parseJson } from './json.ts';
import type { FailedDelivery } from './observed.ts';
import { sign } from './signature.ts';
import type { WireBody } from './wire-body.ts';

export type Answered = { body?: Json; status?: number; error?: FailedDelivery };

export interface HttpDelivery {
  post(url: string, wire: WireBody, headers?: Record<string, string>): Promise<Answered>;
  close(): void;
}

/**
 * Posts a signed payload to the app and waits for the ack as long as Slack does: 3 s, whole answer included
 * (reference 3.3). Late: `operation_timeout`; not 2xx or no connection: `dispatch_failed`.
 */
export function createHttpDelivery(secret: string, now: () => number, budgetMs: number): HttpDelivery {
  const agent = new Agent({ keepAlive: true });
  const waiting = new Set<ClientRequest>();

  return {
    post(url, wire, headers = {}) {
      return new Promise((resolve) => {
        const timestamp = String(Math.floor(now() / 1000));
        const request = openRequest(url, {
          agent,
          method: 'POST',
          headers: {
            'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
            'content-type': wire.contentType,
            'content-length': Buffer.byteLength(wire.text),
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': sign(secret, timestamp, wire.text),
            ...headers,
          },
        });
        waiting.add(request);
        const settle = (answered: Answered) => {
          clearTimeout(timer);
          waiting.delete(request);
          resolve(answered);
        };
        const timer = setTimeout(() => {
          settle({ error: 'operation_timeout' });
          request.destroy();
        }, budgetMs);
        request.on('error', () => settle({ error: 'dispatch_failed' }));
        request.on('response', (response) => void readAck(response).then(settle));
        request.end(wire.text);
      });
    },
    close() {
      for (const request of waiting) request.destroy();
      agent.destroy();
    },
  };
}

async function readAck(response: IncomingMessage): Promise<Answered> {
  const status = response.statusCode ?? 0;
  let text = '';
  try {
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
  } catch {
    return { status, error: 'dispatch_failed' };
  }
  if (status < 200 || status > 299) return { status, error: 'dispatch_failed' };
  return text === '' ? { status } : { status, body: parseJson(text) ?? text };
}
