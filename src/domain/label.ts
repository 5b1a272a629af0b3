import { type App, type Connector, connectorKey, LABEL_LENGTH, type NamedConnector } from './connector.ts';
import { oneLine, truncate } from './plain-text.ts';

const SEPARATOR = ' / ';
const APP_SHARE = 30;
const SHORT_ID_LENGTH = 8;

/** A connector and when C1 was read for it (milliseconds since the epoch, our clock). */
export type SeenConnector = Connector & { readonly seenAt: number };

/**
 * `App / Connector` for each, unique: where two would read the same, each gets the beginning of its own id, as much of
 * it as tells them apart.
 */
export function labelConnectors(
  apps: ReadonlyMap<string, App>,
  connectors: readonly SeenConnector[],
): NamedConnector[] {
  const groups = new Map<string, NamedConnector[]>();
  for (const connector of connectors) {
    const appName = apps.get(connector.appId)?.name ?? '';
    const named = { ...connector, appName, label: label(appName, connector.name, LABEL_LENGTH) };
    const group = groups.get(named.label);
    if (group === undefined) groups.set(named.label, [named]);
    else group.push(named);
  }
  return [...groups.values()].flatMap((group) => (group.length === 1 ? group : tellApart(group)));
}

function tellApart(group: readonly NamedConnector[]): NamedConnector[] {
  // Two connectors can share their own id only in different apps: then only both ids together tell them apart.
  const sameIds = new Set(group.map((one) => one.connectorId)).size < group.length;
  const ids = group.map((one) => (sameIds ? connectorKey(one) : one.connectorId));
  const length = distinguishingLength(ids);
  return group.map((one, n) => {
    const suffix = ` · ${(ids[n] ?? '').slice(0, length)}`;
    return {
      ...one,
      label: truncate(label(one.appName, one.name, LABEL_LENGTH - suffix.length), LABEL_LENGTH) + suffix,
    };
  });
}

function distinguishingLength(ids: readonly string[]): number {
  const longest = Math.max(...ids.map((id) => id.length));
  let length = SHORT_ID_LENGTH;
  while (length < longest && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length += 1;
  return length;
}

function label(appName: string, connectorName: string, max: number): string {
  const app = oneLine(appName) || '(unnamed app)';
  const name = oneLine(connectorName) || '(unnamed connector)';
  const room = max - SEPARATOR.length;
  const appRoom = Math.max(Math.min(APP_SHARE, room - 10), room - name.length);
  const shortApp = truncate(app, appRoom);
  return shortApp + SEPARATOR + truncate(name, room - shortApp.length);
}
