import { useMemo, useRef } from 'preact/hooks';
import type { JsonObject } from '../slack/json.ts';
import type { SeenView } from '../slack/observed.ts';
import type { GestureResult } from '../web/protocol.ts';
import type { Surface } from './block-kit/surface.ts';
import { useSession } from './session.ts';

const NOTHING: JsonObject = {};

/** A modal or the Home tab under blocks. `onShown` gets the sentence Slack itself would show. */
export function useViewSurface(
  kind: 'modal' | 'home',
  view: SeenView | null,
  onShown: (text: string) => void,
): Surface {
  const { act } = useSession();
  const unsent = useRef(new Map<string, () => Promise<unknown>>()).current;
  const show = useRef(onShown);
  show.current = onShown;
  const id = view?.id ?? '';
  const hands = useMemo(() => {
    const shown = async (doing: Promise<GestureResult | null>) => {
      const result = await doing;
      if (result?.shown) show.current(result.shown);
      return result;
    };
    return {
      press: ({ blockId, ...at }: Parameters<Surface['press']>[0]) =>
        shown(act({ do: 'click', on: { view: id }, ...at, ...(blockId === '' ? {} : { blockId }) })),
      choose: (blockId: string, options: readonly string[]) => shown(act({ do: 'choose', blockId, options })),
      fill: (blockId: string, value: string) => shown(act({ do: 'fill', blockId, value })),
      suggest: (blockId: string, value: string) => act({ do: 'typeahead', blockId, value }),
    };
  }, [act, id]);
  return { kind, values: view?.values ?? NOTHING, errors: view?.errors ?? {}, unsent, ...hands };
}
