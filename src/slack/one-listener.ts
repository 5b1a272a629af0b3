import type { App } from '@slack/bolt';

/** What listeners are registered with. */
export type Registrar = Pick<App, 'command' | 'action' | 'options' | 'view' | 'shortcut' | 'event'>;

/** Bolt's method, the type of what it listens to here, and what tells its payloads apart. */
const KINDS = {
  action: { type: 'block_actions', id: 'action_id' },
  options: { type: 'block_suggestion', id: 'action_id' },
  view: { type: 'view_submission', id: 'callback_id' },
} as const;

type Kind = keyof typeof KINDS;
type Args = { readonly payload: Readonly<Record<string, unknown>> };
type Listener = (args: Args) => Promise<void>;
type Constraints = Readonly<Record<string, string | RegExp | undefined>>;

/**
 * Bolt asks each listener about each payload (App.js, processEvent): with forty of them that is a tenth of the way from a
 * command to its window. Registered here, one of Bolt's listeners stands for all of a kind, and knows by the id who
 * answers. An id that nobody registered is answered by nobody, as with Bolt.
 */
export function oneListenerAKind(app: App): Registrar {
  const registerAs = (kind: Kind) => {
    const { type, id } = KINDS[kind];
    const listeners: [id: string | RegExp, listener: Listener][] = [];
    const attach = app[kind].bind(app) as (constraints: Constraints, listener: Listener) => void;
    attach({ type }, async (args) => {
      const asked = String(args.payload[id]);
      const [, listener] = listeners.find(([one]) => (one instanceof RegExp ? one.test(asked) : one === asked)) ?? [];
      await listener?.(args);
    });
    return (constraints: Constraints, listener: Listener): void => {
      const { type: given, [id]: wanted, ...others } = constraints;
      if (given !== type || wanted === undefined || Object.keys(others).length > 0) {
        throw new Error(`${kind}: only {type: '${type}', ${id}} can be registered`);
      }
      listeners.push([wanted, listener]);
    };
  };
  return {
    command: app.command.bind(app),
    shortcut: app.shortcut.bind(app),
    event: app.event.bind(app),
    action: registerAs('action') as unknown as Registrar['action'],
    options: registerAs('options') as unknown as Registrar['options'],
    view: registerAs('view') as unknown as Registrar['view'],
  };
}
