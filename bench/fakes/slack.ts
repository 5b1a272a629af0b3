import { Arrivals } from './arrivals.ts';
import { answerJson, listen } from './listen.ts';

export const TEAM = 'T0BENCH';
/** Whoever asks; may sync everything. */
export const USER = 'U0ANA';
const BOT = { user_id: 'U0BOT', bot_id: 'B0BOT' };

export interface FakeSlack {
  /** `http://127.0.0.1:<port>/api/` */
  readonly apiUrl: string;
  /** `open <trigger id>`, and `post <channel>` for messages that are no replies. Counts replies by channel: `end <channel>`. */
  readonly arrivals: Arrivals;
  close(): Promise<void>;
}

/**
 * Slack as far as both apps ask it, as fast as a server can be. The sandbox's Slack checks what it is given, and would
 * take longer for it than the apps that are measured.
 */
export async function startFakeSlack(): Promise<FakeSlack> {
  const arrivals = new Arrivals();
  let last = 0;
  const server = await listen((request, response, text, at) => {
    const method = (request.url ?? '').slice('/api/'.length);
    const body = new URLSearchParams(text);
    const channel = body.get('channel') ?? '';
    last += 1;
    switch (method) {
      case 'auth.test':
        return answerJson(response, { ok: true, team_id: TEAM, ...BOT, url: 'https://bench.slack.com/' });
      case 'users.info': {
        const user = { id: body.get('user'), team_id: TEAM };
        return answerJson(response, { ok: true, user });
      }
      case 'conversations.open':
        return answerJson(response, { ok: true, channel: { id: `D${body.get('users')}` } });
      case 'views.open':
        answerJson(response, { ok: true, view: { id: `V${last}`, hash: '1.a' } });
        return arrivals.arrived(`open ${body.get('trigger_id')}`, { at, body });
      case 'chat.postMessage':
        answerJson(response, { ok: true, channel, ts: `${1_700_000_000 + last}.000100`, message: {} });
        if (body.has('thread_ts')) return arrivals.count(`end ${channel}`);
        return arrivals.arrived(`post ${channel}`, { at, body });
      default:
        return answerJson(response, { ok: true, channel, ts: body.get('ts') ?? '' });
    }
  });
  return { apiUrl: `http://${server.host}/api/`, arrivals, close: server.close };
}
