import type { App, Connector, ConnectorRef, ConnectorStatus } from '../../src/domain/connector.ts';
import { connectorKey } from '../../src/domain/connector.ts';
import { ConnectorGone } from '../../src/domain/errors.ts';
import type { C1 } from '../../src/ports/c1.ts';

export const DONE: ConnectorStatus = {
  state: 'done',
  startedAt: 1_000,
  completedAt: 2_000,
  updatedAt: 2_000,
  lastError: null,
};

export function connector(appId: string, connectorId: string, changes: Partial<Connector> = {}): Connector {
  return { appId, connectorId, name: connectorId, status: DONE, paused: null, schedule: null, ...changes };
}

/** The C1 port in memory: what it was asked, and what it shall answer. */
export class ScriptedC1 implements C1 {
  readonly calls: string[] = [];
  apps: App[] = [];
  connectors: Connector[] = [];
  /** Replaces the answer of a call, by its name as it stands in `calls`; throws what it shall reject with. */
  readonly answers = new Map<string, () => unknown>();

  async listApps(): Promise<readonly App[]> {
    return this.#answer('listApps', () => this.apps);
  }

  async listConnectors(appId: string): Promise<readonly Connector[]> {
    return this.#answer(`listConnectors ${appId}`, () => this.connectors.filter((one) => one.appId === appId));
  }

  async getConnector(ref: ConnectorRef, signal?: AbortSignal): Promise<Connector> {
    const aborted = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    // Nobody may be waiting for it any more when it is aborted.
    aborted.catch(() => undefined);
    return Promise.race([aborted, this.#read(ref)]);
  }

  #read(ref: ConnectorRef): Promise<Connector> {
    return this.#answer(`getConnector ${connectorKey(ref)}`, () => {
      const found = this.connectors.find((one) => connectorKey(one) === connectorKey(ref));
      if (found === undefined) throw new ConnectorGone('gone');
      return found;
    });
  }

  async forceSync(ref: ConnectorRef): Promise<void> {
    return this.#answer(`forceSync ${connectorKey(ref)}`, () => undefined);
  }

  async pause(ref: ConnectorRef): Promise<void> {
    return this.#answer(`pause ${connectorKey(ref)}`, () => undefined);
  }

  async resume(ref: ConnectorRef): Promise<void> {
    return this.#answer(`resume ${connectorKey(ref)}`, () => undefined);
  }

  async warmUp(): Promise<void> {
    this.calls.push('warmUp');
  }

  async #answer<T>(call: string, usual: () => T): Promise<T> {
    this.calls.push(call);
    const scripted = this.answers.get(call);
    return scripted === undefined ? usual() : ((await scripted()) as T);
  }
}
