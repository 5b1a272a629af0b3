import { type App, type Connector, connectorKey, LABEL_LENGTH, type NamedConnector } from './connector.ts';
import { oneLine, truncate } from './plain-text.ts';

/** Between app and name in a label. */
export const SEPARATOR = ' / ';
const APP_SHARE = 30;
const SHORT_ID_LENGTH = 8;

/**
 * A connector by its name, without regard to others.
 * @param seenAt when C1 was read for it, milliseconds since the epoch, our clock
 */
export function nameConnector(connector: Connector, app: App | undefined, seenAt: number): NamedConnector {
  const appName = app?.name ?? '';
  return labelled({ ...connector, appName, seenAt }, label(appName, connector.name, LABEL_LENGTH));
}

/**
 * The same connectors, each with a label of its own: where two would read the same, each gets the beginning of its own
 * id, as much of it as tells them apart.
 */
export function tellApart(connectors: readonly NamedConnector[]): readonly NamedConnector[] {
  const seen = new Set<string>();
  const twice = new Map<string, NamedConnector[]>();
  for (const { label } of connectors) {
    if (seen.has(label)) twice.set(label, []);
    seen.add(label);
  }
  if (twice.size === 0) return connectors;
  for (const connector of connectors) twice.get(connector.label)?.push(connector);
  const suffixes = new Map([...twice.values()].flatMap(suffixesOf));
  return connectors.map((connector) => {
    const suffix = suffixes.get(connector);
    if (suffix === undefined) return connector;
    const { appName, name } = connector;
    return labelled(connector, truncate(label(appName, name, LABEL_LENGTH - suffix.length), LABEL_LENGTH) + suffix);
  });
}

/** Each field by its name: an object made by copying another takes twice the memory, and a tenant may have 50,000. */
function labelled(connector: Omit<NamedConnector, 'label'>, label: string): NamedConnector {
  const { appId, connectorId, name, status, paused, schedule, seenAt, appName } = connector;
  return { appId, connectorId, name, status, paused, schedule, seenAt, appName, label };
}

function suffixesOf(group: readonly NamedConnector[]): readonly [NamedConnector, string][] {
  // Two connectors can share their own id only in different apps: then only both ids together tell them apart.
  const sameIds = new Set(group.map((one) => one.connectorId)).size < group.length;
  const idOf = (one: NamedConnector) => (sameIds ? connectorKey(one) : one.connectorId);
  const length = distinguishingLength(group.map(idOf));
  return group.map((one) => [one, ` · ${idOf(one).slice(0, length)}`]);
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
