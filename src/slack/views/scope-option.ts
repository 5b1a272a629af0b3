import type { PlainTextOption } from '@slack/types';
import type { Scope } from '../../domain/access.ts';
import { type App, connectorKey, LABEL_LENGTH, parseConnectorKey } from '../../domain/connector.ts';
import { oneLine, truncate } from '../../domain/plain-text.ts';
import type { ConnectorIndex } from '../../use-cases/connector-index.ts';
import { option } from '../messages/block-kit.ts';

const EVERYTHING = 'everything';
// No id of C1 has a space in it.
const APP = 'app ';

/** A scope as a menu offers it; the value is at most 75 characters with ids as C1 makes them. */
export function scopeOption(scope: Scope): PlainTextOption {
  switch (scope.kind) {
    case 'everything':
      return option('Everything', EVERYTHING, 'Every connector of every app');
    case 'app':
      return option(scope.name, `${APP}${scope.appId}`, 'Every connector of this app');
    case 'connector':
      return option(scope.name, connectorKey(scope));
  }
}

/** Reads such a value; undefined: C1 has nothing of that name any more, or never had. */
export function scopeFor(value: string, index: ConnectorIndex): Scope | undefined {
  if (value === EVERYTHING) return { kind: 'everything' };
  if (value.startsWith(APP)) {
    const app = [...index.apps()].find(({ id }) => id === value.slice(APP.length));
    return app === undefined ? undefined : appScope(app);
  }
  const ref = parseConnectorKey(value);
  const connector = ref === undefined ? undefined : index.find(ref);
  return connector === undefined ? undefined : connectorScope(connector);
}

export function appScope({ id, name }: App): Scope {
  return { kind: 'app', appId: id, name: truncate(oneLine(name) || '(unnamed app)', LABEL_LENGTH) };
}

export function connectorScope({
  appId,
  connectorId,
  label,
}: {
  appId: string;
  connectorId: string;
  label: string;
}): Scope {
  return { kind: 'connector', appId, connectorId, name: label };
}
