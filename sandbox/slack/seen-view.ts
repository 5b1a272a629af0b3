import { isObject, type Json } from './json.ts';
import type { SeenView } from './observed.ts';
import type { OpenView } from './open-views.ts';
import { asValues } from './view-state.ts';

export function seenView(open: OpenView): SeenView {
  const { view } = open;
  return {
    id: open.id,
    user: open.user,
    type: view.type === 'home' ? 'home' : 'modal',
    hash: open.hash,
    title: label(view.title),
    submit: label(view.submit),
    callbackId: String(view.callback_id ?? ''),
    privateMetadata: String(view.private_metadata ?? ''),
    externalId: String(view.external_id ?? ''),
    blocks: view.blocks,
    values: asValues(open.state),
    errors: { ...open.errors },
    depth: open.depth,
    rootViewId: open.rootId,
    previousViewId: open.previousId,
  };
}

function label(text: Json | undefined): string {
  return isObject(text) ? String(text.text) : '';
}
