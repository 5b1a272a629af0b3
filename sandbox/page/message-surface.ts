import { useMemo } from 'preact/hooks';
import type { SeenMessage } from '../slack/observed.ts';
import type { Surface } from './block-kit/surface.ts';
import { useSession } from './session.ts';

/** A message under blocks. What Slack says about a click stands in the same channel, as Slack says it. */
export function useMessageSurface({ channel, ts, threadTs = '' }: SeenMessage): Surface {
  const { act, lines, state } = useSession();
  const me = state.me.id;
  const { add } = lines;
  return useMemo(() => {
    const press: Surface['press'] = async ({ blockId, ...at }) => {
      const result = await act({
        do: 'click',
        on: { message: { channel, ts } },
        ...at,
        ...(blockId === '' ? {} : { blockId }),
      });
      if (result?.shown)
        add({ as: me, channel, threadTs: threadTs === ts ? '' : threadTs, kind: 'slackbot', text: result.shown });
      return result;
    };
    return {
      kind: 'message',
      values: {},
      errors: {},
      unsent: new Map(),
      press,
      choose: (blockId, options) => act({ do: 'choose', blockId, options }),
      fill: (blockId, value) => act({ do: 'fill', blockId, value }),
      suggest: (blockId, value) => act({ do: 'typeahead', blockId, value }),
    };
  }, [act, add, me, channel, ts, threadTs]);
}
