import type { Catalog, ConnectorRef } from './catalog.ts';

/** A connector by the names people know; throws unless they mean exactly one. */
export function findConnector(catalog: Catalog, appName: string, connectorName: string): ConnectorRef {
  const found = catalog.apps
    .filter((app) => app.made.displayName === appName)
    .flatMap((app) => app.connectors.filter((connector) => connector.made.displayName === connectorName));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(`${found.length} connectors are called "${appName} / ${connectorName}"`);
  }
  return only.ref;
}
