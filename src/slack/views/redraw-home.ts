import type { Caller } from '../guard.ts';
import type { Parts } from '../parts.ts';
import { publishHome } from './publish-home.ts';
import type { GivenView } from './request-sync.ts';

interface InView {
  /** Of a click in a message there is none. */
  readonly body: { readonly view?: { readonly type: string; readonly state?: unknown } };
}

type Handler<A> = (parts: Parts, args: A, caller: Caller) => Promise<void>;

/** After a click in the Home tab, whatever came of it, the tab shows how things are now. */
export function redrawingHome<A extends InView>(handler: Handler<A>): Handler<A> {
  return async (parts, args, caller) => {
    try {
      await handler(parts, args, caller);
    } finally {
      const { view } = args.body;
      if (view?.type === 'home') {
        parts.inFlight.add(publishHome(parts, caller.person, view as Pick<GivenView, 'state'>), (error) =>
          parts.log.warn({ err: error, user: caller.person.userId }, 'a Home tab could not be drawn anew'),
        );
      }
    }
  };
}
