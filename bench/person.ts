import { Agent, request } from 'node:http';
import { sign } from '../sandbox/slack/signature.ts';
import type { FakeC1 } from './fakes/c1.ts';
import type { BenchConnector } from './fakes/catalog.ts';
import { type FakeSlack, TEAM, USER } from './fakes/slack.ts';
import { type ModalView, valuesOf } from './modal.ts';

/** Milliseconds. */
export interface FlowTimes {
  /** From the command to `views.open` at Slack. */
  readonly open: number;
  /** From the submission to `force_sync` at C1, and to the confirmation at Slack. */
  readonly sync: number;
  readonly confirm: number;
}

interface Surroundings {
  /** One for each instance: requests go to them in turn, as a balancer sends them. */
  readonly urls: readonly string[];
  readonly secret: string;
  readonly slack: FakeSlack;
  readonly c1: FakeC1;
}

/** Slack on behalf of somebody: signed requests to an app, over connections that are kept. */
export class Person {
  /** Flows that came to their confirmation. */
  flows = 0;
  readonly #surroundings: Surroundings;
  readonly #agent = new Agent({ keepAlive: true });
  #triggers = 0;
  #turn = 0;
  #view: { readonly view: ModalView; readonly id: string } | undefined;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** From the command to the confirmation. */
  async flow(connector: BenchConnector, channel: string, whilePicking?: () => Promise<void>): Promise<FlowTimes> {
    const { slack, c1 } = this.#surroundings;
    const trigger = this.#newTrigger();
    const opening = slack.arrivals.next(`open ${trigger}`);
    const commandedAt = performance.now();
    const [opened] = await Promise.all([opening, this.#command('', channel, trigger)]);
    await whilePicking?.();

    const view = JSON.parse(opened.body.get('view') ?? '{}') as ModalView;
    const syncing = c1.arrivals.next(`sync ${connector.id}`);
    const telling = slack.arrivals.next(`post ${channel}`);
    const submitted = this.#interact({
      type: 'view_submission',
      view: { ...view, id: `V${trigger}`, hash: '1.a', state: { values: valuesOf(view, connector, channel) } },
      response_urls: [],
    });
    const submittedAt = submitted.at;
    const accepted = submitted.answer.then((answer) => {
      if (answer.includes('"errors"')) throw new Error(`a submission was refused: ${answer}`);
    });
    const [synced, told] = await Promise.all([syncing, telling, accepted]);
    this.flows += 1;
    // With two instances one would otherwise get all commands, and the other all submissions.
    this.#turn += 1;
    return { open: opened.at - commandedAt, sync: synced.at - submittedAt, confirm: told.at - submittedAt };
  }

  /** Opens a modal to type in. */
  async openModal(channel: string): Promise<void> {
    const trigger = this.#newTrigger();
    const opening = this.#surroundings.slack.arrivals.next(`open ${trigger}`);
    const [{ body }] = await Promise.all([opening, this.#command('', channel, trigger)]);
    this.#view = { view: JSON.parse(body.get('view') ?? '{}') as ModalView, id: `V${trigger}` };
  }

  /** Types into the menu of that modal: the labels offered, and how long they took. */
  async type(value: string): Promise<{ readonly ms: number; readonly labels: readonly string[] }> {
    if (this.#view === undefined) throw new Error('no modal is open');
    const { view, id } = this.#view;
    const menu = view.blocks.find(({ element }) => element?.type === 'multi_external_select');
    const asked = this.#interact({
      type: 'block_suggestion',
      action_id: menu?.element?.action_id,
      block_id: menu?.block_id,
      value,
      view: { ...view, id, hash: '1.a' },
    });
    const answer = await asked.answer;
    const ms = performance.now() - asked.at;
    const { options } = JSON.parse(answer) as { options: { text: { text: string } }[] };
    return { ms, labels: options.map(({ text }) => text.text) };
  }

  /** A manager lets somebody sync everything. */
  async allow(manager: string, user: string): Promise<void> {
    await this.#command(`allow <@${user}>`, 'C0ACCESS', this.#newTrigger(), manager);
  }

  close(): void {
    this.#agent.destroy();
  }

  #newTrigger(): string {
    this.#triggers += 1;
    return `${this.#triggers}.1.bench`;
  }

  #command(text: string, channel: string, trigger: string, user = USER): Promise<string> {
    const form = new URLSearchParams({
      token: 'bench',
      team_id: TEAM,
      team_domain: 'bench',
      channel_id: channel,
      channel_name: 'bench',
      user_id: user,
      user_name: 'ana',
      command: '/c1-sync',
      text,
      api_app_id: 'A0BENCH',
      is_enterprise_install: 'false',
      response_url: `${this.#surroundings.slack.apiUrl}response`,
      trigger_id: trigger,
    });
    return this.#send(form.toString());
  }

  #interact(payload: object): { readonly at: number; readonly answer: Promise<string> } {
    const whole = {
      api_app_id: 'A0BENCH',
      token: 'bench',
      team: { id: TEAM, domain: 'bench' },
      user: { id: USER, username: 'ana', name: 'ana', team_id: TEAM },
      enterprise: null,
      is_enterprise_install: false,
      trigger_id: this.#newTrigger(),
      ...payload,
    };
    const body = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
    return { at: performance.now(), answer: this.#send(body) };
  }

  #send(body: string): Promise<string> {
    const { urls, secret } = this.#surroundings;
    const url = urls[this.#turn % urls.length] ?? '';
    this.#turn += 1;
    const timestamp = String(Math.floor(Date.now() / 1000));
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': sign(secret, timestamp, body),
      };
      const sent = request(url, { agent: this.#agent, method: 'POST', headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`an app answered ${response.statusCode}: ${text}`));
        });
      });
      sent.on('error', (error) => {
        // An app closes connections that were idle for 5 s, perhaps just as one is used.
        if (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET') this.#send(body).then(resolve, reject);
        else reject(error);
      });
      sent.end(body);
    });
  }
}
