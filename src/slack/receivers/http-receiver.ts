import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { InFlight } from '../in-flight.ts';
import { type Answer, Deliveries } from './deliveries.ts';
import { formOf, parsePayload, RequestRefused, readBody, verifySignature } from './signed-body.ts';

/**
 * Bolt's receiver for HTTP mode, on a server that also answers health checks. Our own, because Bolt's has no way to
 * share a port with them before Slack is reached, reads bodies it has not verified the shape of, and cannot be drained.
 */
export class HttpReceiver implements Receiver {
  readonly kind = 'http';
  readonly #signingSecret: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #inFlight: InFlight;
  readonly #deliveries: Deliveries;
  #app: App | undefined;
  #started = false;

  constructor(options: { signingSecret: string; clock: Clock; log: Log; inFlight: InFlight }) {
    this.#signingSecret = options.signingSecret;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#inFlight = options.inFlight;
    this.#deliveries = new Deliveries(options.clock);
  }

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {
    this.#started = true;
  }

  async stop(): Promise<void> {
    this.#started = false;
  }

  /** Answers `POST /slack/events`. Never throws. */
  handle(req: IncomingMessage, res: ServerResponse): void {
    this.#inFlight.add(this.#take(req, res), (error) => {
      const status = error instanceof RequestRefused ? error.status : 500;
      if (status === 500) this.#log.error({ err: error }, 'a request could not be handled');
      else this.#log.warn({ status, problem: (error as RequestRefused).message }, 'a request was not taken');
      // What was not read of the body would stand before the next request on this connection.
      if (!req.complete && !res.headersSent) res.setHeader('connection', 'close');
      respond(res, status);
    });
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const raw = await readBody(req);
    // Slack checks the certificate with an unsigned form; nothing else of it may be looked at.
    const form = formOf(req, raw);
    if (form?.get('ssl_check') === '1') return respond(res, 200);
    verifySignature(req, raw, this.#signingSecret, this.#clock.now());
    const body = parsePayload(raw, form);
    if (body.type === 'url_verification') return respond(res, 200, { challenge: body.challenge });
    const app = this.#app;
    // Slack shows the person that it failed, and repeats events later.
    if (app === undefined || !this.#started) return respond(res, 503);

    const send = async (answer: Answer) => respond(res, 200, answer);
    const retryNum = req.headers['x-slack-retry-num'];
    const retry = retryNum === undefined ? {} : { retryNum: Number(retryNum) };
    await this.#deliveries.handle(body, send, (ack) => app.processEvent({ body, ack, ...retry }));
    // No listener answers to this id: an old message of another version, or a manifest that names more than we do.
    if (!res.writableEnded) respond(res, 404);
  }
}

function respond(res: ServerResponse, status: number, answer?: Answer): void {
  if (res.writableEnded) return;
  if (answer === undefined || answer === '') {
    res.writeHead(status).end();
  } else if (typeof answer === 'string') {
    res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(answer);
  } else {
    res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
  }
}
