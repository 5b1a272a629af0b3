import { type App, type Connector, type ConnectorRef, connectorKey } from '../../src/domain/connector.ts';
import { C1RateLimited, C1Rejected, C1Unavailable, ConnectorGone } from '../../src/domain/errors.ts';
import type { C1 } from '../../src/ports/c1.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Chance } from './chance.ts';
import { ModelConnector } from './model-connector.ts';

/** A tenant whose clock is not ours, and which is not always well. What it was asked stays written down. */
export class ModelC1 implements C1 {
  /** When each connector was read, our clock. */
  readonly reads = new Map<string, number[]>();
  /** How often each connector was forced. */
  readonly forced = new Map<string, number>();
  readonly #connectors = new Map<string, ModelConnector>();
  readonly #clock: Clock;
  readonly #chance: Chance;
  readonly #skewMs: number;

  constructor(
    refs: readonly ConnectorRef[],
    { clock, chance, skewMs }: { clock: Clock; chance: Chance; skewMs: number },
  ) {
    this.#clock = clock;
    this.#chance = chance;
    this.#skewMs = skewMs;
    for (const ref of refs) this.#connectors.set(connectorKey(ref), new ModelConnector(ref, chance, this.#now()));
  }

  async listApps(): Promise<readonly App[]> {
    await this.#travel();
    const ids = new Set([...this.#connectors.values()].map(({ ref }) => ref.appId));
    return [...ids].map((id) => ({ id, name: id }));
  }

  async listConnectors(appId: string): Promise<readonly Connector[]> {
    await this.#travel();
    const living = [...this.#connectors.values()].filter((one) => one.ref.appId === appId && !one.isGone(this.#now()));
    return living.map((one) => one.show(this.#now()));
  }

  async getConnector(ref: ConnectorRef): Promise<Connector> {
    const key = connectorKey(ref);
    const reads = this.reads.get(key) ?? [];
    reads.push(this.#clock.now());
    this.reads.set(key, reads);
    await this.#travel();
    if (this.#chance.happens(0.02)) throw new C1Unavailable('503', 'maybe');
    if (this.#chance.happens(0.005)) throw new C1RateLimited(this.#chance.between(1_000, 20_000));
    const shown = this.#find(ref).show(this.#now());
    await this.#travel();
    return shown;
  }

  async forceSync(ref: ConnectorRef): Promise<void> {
    const key = connectorKey(ref);
    this.forced.set(key, (this.forced.get(key) ?? 0) + 1);
    await this.#travel();
    if (this.#chance.happens(0.01)) throw new C1Unavailable('no connection', 'no');
    if (this.#chance.happens(0.02)) throw new C1Unavailable('503, and nothing was queued', 'maybe');
    if (!this.#find(ref).force(this.#now())) throw new C1Rejected('it is paused');
    await this.#travel();
    if (this.#chance.happens(0.03)) throw new C1Unavailable('503, after it was queued', 'maybe');
  }

  async pause(): Promise<void> {
    throw new C1Rejected('nobody pauses in this tenant');
  }

  async resume(): Promise<void> {
    throw new C1Rejected('nobody resumes in this tenant');
  }

  async warmUp(): Promise<void> {}

  #now(): number {
    return this.#clock.now() + this.#skewMs;
  }

  #find(ref: ConnectorRef): ModelConnector {
    const found = this.#connectors.get(connectorKey(ref));
    if (found === undefined || found.isGone(this.#now())) throw new ConnectorGone('404');
    return found;
  }

  async #travel(): Promise<void> {
    await this.#clock.sleep(this.#chance.spread(20, 2_000));
  }
}
