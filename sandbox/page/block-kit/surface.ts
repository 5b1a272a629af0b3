import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { JsonObject } from '../../slack/json.ts';
import type { GestureResult } from '../../web/protocol.ts';

/** What blocks stand on: a message, a modal or the Home tab; and what pressing, choosing and typing there does. */
export interface Surface {
  readonly kind: 'message' | 'modal' | 'home';
  /** `view.state.values`; empty in messages. */
  readonly values: JsonObject;
  /** Sentences under input blocks, by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly press: (at: { blockId: string; actionId: string; option?: string }) => Promise<unknown>;
  readonly choose: (blockId: string, options: readonly string[]) => Promise<unknown>;
  readonly fill: (blockId: string, value: string) => Promise<unknown>;
  readonly suggest: (blockId: string, value: string) => Promise<GestureResult | null>;
  /** What was typed and not yet sent: run before a submission. */
  readonly unsent: Map<string, () => Promise<unknown>>;
}

const SurfaceContext = createContext<Surface | null>(null);

export const SurfaceProvider = SurfaceContext.Provider;

export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === null) throw new Error('blocks stand on a surface');
  return surface;
}

/** How an element is called and described by the input block around it. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly optional: boolean;
}

export interface ElementProps {
  readonly element: JsonObject;
  readonly block: JsonObject;
  readonly field?: Field;
}
