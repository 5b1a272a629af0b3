import type { App } from '@slack/bolt';
import type { Parts } from '../../../src/slack/parts.ts';
import { register } from '../../../src/slack/register.ts';

/** As Bolt calls it, with what a test gives. */
export type Listener = (args: object) => Promise<void>;

/** Every listener that the app registers, by what it listens to, such as `action watch_run`. */
export function listenersOf(parts: Parts): ReadonlyMap<string, Listener> {
  const listeners = new Map<string, Listener>();
  // Whatever method of Bolt's App is called, a listener given to it is found.
  const app = new Proxy({} as App, {
    get:
      (_, method) =>
      (constraint: unknown, ...rest: Listener[]) => {
        const name = `${String(method)} ${nameOf(constraint)}`;
        const listener = rest.at(-1);
        if (listener === undefined) throw new Error(`${name}: a listener without a constraint cannot be told apart`);
        if (listeners.has(name)) throw new Error(`${name} has two listeners`);
        listeners.set(name, listener);
      },
  });
  register(app, parts);
  return listeners;
}

function nameOf(constraint: unknown): string {
  if (typeof constraint === 'string') return constraint;
  if (constraint instanceof RegExp) return constraint.source;
  const { action_id, callback_id } = constraint as { action_id?: unknown; callback_id?: unknown };
  return nameOf(action_id ?? callback_id);
}
