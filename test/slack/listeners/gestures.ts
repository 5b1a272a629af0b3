import { REQUEST_SYNC } from '../../../src/slack/ids.ts';
import type { Stage } from './stage.ts';

/** What ben does, as Bolt hands it to a listener. */
export type Gesture = (stage: Stage) => Promise<object> | object;

const BY_BEN = { user: { id: 'UBEN', team_id: 'T1' }, team: { id: 'T1' }, trigger_id: 'trigger' };
const IN_CHANNEL = { channel: { id: 'C1' }, container: { channel_id: 'C1', message_ts: '1.1' } };

export function typed(text: string): Gesture {
  const command = { command: '/c1-sync', text, trigger_id: 'trigger' };
  return () => ({ command, body: { ...command, user_id: 'UBEN', team_id: 'T1', channel_id: 'C1' } });
}

/** A button; its value may depend on what is there. */
export function pressed(action_id: string, value: string | ((stage: Stage) => Promise<string>)): Gesture {
  return async (stage) => {
    const action = { action_id, value: typeof value === 'string' ? value : await value(stage) };
    return { action, body: { ...BY_BEN, ...IN_CHANNEL, actions: [action] } };
  };
}

/** A menu asks for what to offer. */
export function opened(action_id: string, value: string): Gesture {
  return () => ({ options: { value }, body: { ...BY_BEN, action_id } });
}

export type Values = Record<string, Record<string, object>>;

export function submitted(callback_id: string, values: Values, memory: object = {}): Gesture {
  const view = {
    ...{ id: 'V1', hash: 'h', type: 'modal', callback_id, private_metadata: JSON.stringify(memory) },
    ...{ blocks: [], state: { values } },
  };
  return () => ({ view, body: { ...BY_BEN, view } });
}

/** Something was chosen in a menu that tells of it. */
export function chosen(action_id: string, values: readonly string[], block = 'block'): Gesture {
  const action = { action_id, selected_options: values.map((value) => ({ value })) };
  const view = {
    ...{ id: 'V1', hash: 'h', type: 'modal', callback_id: REQUEST_SYNC, private_metadata: '', blocks: [] },
    state: { values: { [block]: { [action_id]: action } } },
  };
  return () => ({ action, body: { ...BY_BEN, view, actions: [action] } });
}

export function shortcut(callback_id: string, message?: object): Gesture {
  const body = { ...BY_BEN, callback_id, ...(message === undefined ? {} : { message, ...IN_CHANNEL }) };
  return () => ({ shortcut: body, body });
}

export function homeTab(): Gesture {
  const event = { type: 'app_home_opened', user: 'UBEN', tab: 'home' };
  return () => ({ event, body: { team_id: 'T1', event } });
}
