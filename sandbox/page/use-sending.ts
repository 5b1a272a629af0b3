import type { ChannelEntry } from '../web/protocol.ts';
import { toMessageText } from './completion.ts';
import { useSession } from './session.ts';

/** A message that was sent may show up a moment after the answer; until then its grey twin stays. */
const LINGER_MS = 1_000;

/** Sends what was typed: a command where it looks like one, as Slack takes it, else a message. */
export function useSending(channel: ChannelEntry, threadTs: string): (typed: string) => Promise<void> {
  const { state, act, lines } = useSession();
  const where = { as: state.me.id, channel: channel.id, threadTs };

  const command = async (typed: string) => {
    const [word = ''] = typed.split(/\s/, 1);
    if (threadTs !== '') {
      lines.add({ ...where, kind: 'slackbot', text: `${word} is not supported in threads. Sorry!` });
      return;
    }
    const arrived = lines.add({ ...where, kind: 'pending', text: typed });
    const text = typed.slice(word.length).trim();
    const result = await act({ do: 'command', channel: channel.id, command: word, text });
    arrived();
    if (result?.shown) lines.add({ ...where, kind: 'slackbot', text: result.shown });
  };

  const say = async (typed: string) => {
    const text = toMessageText(typed, state);
    const arrived = lines.add({ ...where, kind: 'pending', text });
    const said = await act({ do: 'say', channel: channel.id, text, ...(threadTs === '' ? {} : { threadTs }) });
    if (said) window.setTimeout(arrived, LINGER_MS);
    else arrived();
  };

  return (typed) => (/^\/[a-z0-9]/i.test(typed) ? command(typed) : say(typed));
}
