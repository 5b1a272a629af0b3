import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Gesture, GestureResult, State, Toast } from '../web/protocol.ts';
import type { LocalLines } from './local-lines.ts';
import type { Place } from './place.ts';

type WithoutAs<T> = T extends unknown ? Omit<T, 'as'> : never;

/** A gesture of whoever is signed in. */
export type Act = WithoutAs<Gesture>;

/** What every part of the page may need: the state, where one is, and the way to do something. */
export interface Session {
  readonly state: State;
  readonly place: Place;
  readonly go: (change: Partial<Place>) => void;
  /** null: it was not done, and the person was told why. */
  readonly act: (act: Act) => Promise<GestureResult | null>;
  readonly tell: (toast: Toast) => void;
  readonly lines: LocalLines;
}

const SessionContext = createContext<Session | null>(null);

export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('used outside of a session');
  return session;
}
