import { createHmac } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { createBoltApp } from '../../src/slack/connect.ts';
import { oneListenerAKind } from '../../src/slack/one-listener.ts';
import { HttpReceiver } from '../../src/slack/receivers/http-receiver.ts';
import { register } from '../../src/slack/register.ts';
import type { SlackTransport } from '../../src/slack/transport.ts';
import { quiet } from '../doubles/log.ts';
import { silent } from '../sandbox/slack/with-slack.ts';
import { type Stage, setUp } from '../slack/listeners/stage.ts';

/** Longer than anything waits that a payload begins. */
const LONGEST_S = 60;
const SIGNING_SECRET = 'a signing secret';

const unreachable: SlackTransport = {
  fetchWithin: () => () => Promise.reject(new Error('Slack is not here')),
  close: () => undefined,
};

export interface OnStage {
  readonly stage: Stage;
  /** A signed request with this as its JSON; the status it is answered with. Rejects if there is none after a minute. */
  answer(body: unknown): Promise<number>;
}

/** The real receiver and the real Bolt with every listener registered, on a stage that holds the rest of the product. */
export async function boltOnStage(changes: Parameters<typeof setUp>[0] = {}): Promise<OnStage> {
  const stage = await setUp(changes);
  const { clock, parts } = stage;
  const receiver = new HttpReceiver({ signingSecret: SIGNING_SECRET, clock, log: quiet, inFlight: parts.inFlight });
  const options = { token: 'xoxb-1', apiUrl: 'http://127.0.0.1:1/api/', transport: unreachable, logger: silent };
  register(oneListenerAKind(createBoltApp(receiver, parts.installation, options, quiet)), parts);
  await receiver.start();
  return {
    stage,
    async answer(body) {
      const request = signed(JSON.stringify(body), Math.floor(clock.now() / 1_000));
      const response = new ServerResponse(request);
      receiver.handle(request, response);
      for (let s = 0; s < LONGEST_S && !response.writableEnded; s += 1) await clock.advance(s === 0 ? 0 : 1_000);
      if (!response.writableEnded) throw new Error('it hangs');
      // What goes on after the answer is over as well when its time has come.
      await clock.advance(LONGEST_S * 1_000);
      return response.statusCode;
    },
  };
}

function signed(json: string, timestamp: number): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  const signature = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${json}`).digest('hex');
  request.headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${signature}`,
  };
  request.push(json);
  request.push(null);
  return request;
}
