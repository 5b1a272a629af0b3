import type { JsonObject } from '../../../sandbox/slack/json.ts';
import type { SeenMessage, SeenView } from '../../../sandbox/slack/observed.ts';
import type { State } from '../../../sandbox/web/protocol.ts';

const ANA = { id: 'UANA', name: 'ana', realName: 'Ana Pérez', role: 'manager' } as const;
const BEN = { id: 'UBEN', name: 'ben', realName: 'Ben Okafor', role: 'allowed' } as const;

/** A small workspace as Ana sees it. */
export function someState(changes: Partial<State> = {}): State {
  return {
    reality: { slack: 'sandbox', c1: 'sandbox', mode: 'http', app: 'ready' },
    team: { id: 'T1', name: 'Sandbox' },
    me: ANA,
    people: [ANA, BEN],
    names: { UANA: 'Ana Pérez', UBEN: 'Ben Okafor', UBOT: 'c1-sync', CGEN: 'general' },
    botUserId: 'UBOT',
    channels: [
      { id: 'CGEN', name: 'general', kind: 'public', shared: false, botIsIn: true },
      { id: 'CSEC', name: 'security', kind: 'private', shared: false, botIsIn: false },
      { id: 'DBOT', name: 'c1-sync', kind: 'im', shared: false, botIsIn: true },
    ],
    messages: {},
    modal: null,
    home: null,
    commands: [{ command: '/c1-sync', description: 'Sync a connector now', hint: '[connector]' }],
    shortcuts: [],
    c1: null,
    ...changes,
  };
}

let lastTs = 1_790_000_000;

export function someMessage(changes: Partial<SeenMessage> = {}): SeenMessage {
  return {
    channel: 'CGEN',
    ts: `${++lastTs}.000100`,
    user: 'UBOT',
    text: '',
    blocks: [],
    source: 'chat.postMessage',
    edits: [],
    deleted: false,
    ...changes,
  };
}

export function someModal(blocks: JsonObject[], changes: Partial<SeenView> = {}): SeenView {
  return {
    id: 'V1',
    user: 'UANA',
    type: 'modal',
    hash: '1',
    title: 'A modal',
    submit: 'Save',
    callbackId: '',
    privateMetadata: '',
    externalId: '',
    blocks,
    values: {},
    errors: {},
    depth: 1,
    rootViewId: 'V1',
    previousViewId: null,
    ...changes,
  };
}

export function plain(text: string): JsonObject {
  return { type: 'plain_text', text };
}

export function input(blockId: string, label: string, element: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'input', block_id: blockId, label: plain(label), element: { action_id: 'a', ...element }, ...more };
}
