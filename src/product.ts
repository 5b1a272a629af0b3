import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { AuditLog } from './ports/audit.ts';
import type { C1 } from './ports/c1.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/log.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Store } from './ports/store.ts';
import { createAnnouncer } from './slack/announcer.ts';
import type { Installation } from './slack/caller.ts';
import type { SlackClients } from './slack/clients.ts';
import { Delivery } from './slack/delivery.ts';
import { createSlackDirectory } from './slack/directory/slack-directory.ts';
import type { InFlight } from './slack/in-flight.ts';
import type { Parts } from './slack/parts.ts';
import { createRequestAnnouncer } from './slack/request-announcer.ts';
import { createRespond } from './slack/response-url.ts';
import { createSendFile } from './slack/send-file.ts';
import { createTellPerson } from './slack/tell-person.ts';
import { createTellPlace } from './slack/tell-place.ts';
import type { SlackTransport } from './slack/transport.ts';
import type { ConnectorIndex } from './use-cases/connector-index.ts';
import { createUseCases, type UseCaseParts } from './use-cases/use-cases.ts';
import { createWhoMay } from './use-cases/who-may.ts';

/** What the product stands between. */
export interface Surroundings {
  readonly config: Config;
  readonly log: Log;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly c1: C1;
  readonly index: ConnectorIndex;
  readonly store: Store;
  readonly audit: AuditLog;
  /** What holds between instances, where several share the store. */
  readonly shared: Pick<UseCaseParts, 'turns' | 'createFollowUps'>;
  readonly clients: SlackClients;
  readonly transport: SlackTransport;
  readonly installation: Installation;
  readonly inFlight: InFlight;
  /** Aborted when the app begins to stop. */
  readonly stopping: AbortSignal;
}

export interface Product {
  /** For the listeners. */
  readonly parts: Parts;
  /** Begins what goes on without anybody asking, and goes on with what the last process left open. */
  start(): void;
  /** Begins nothing new, leaves no timer; what is under way stays with `inFlight`. */
  stop(): void;
}

/** Everything people can do with the app, put together once Slack has said who we are. */
export function createProduct(surroundings: Surroundings): Product {
  const { config, log, clock, metrics, c1, index, store, audit, clients, transport, inFlight, stopping } = surroundings;
  const { channel: copyTo, admins, allowGuests, cooldownMs, followMs } = config;
  const respond = createRespond(transport);
  const delivery = new Delivery({ client: clients.background, respond, clock, log, metrics, stopping });
  const directory = createSlackDirectory({ ...surroundings, ...clients });
  const whoMay = createWhoMay({ store, directory, admins, allowGuests, clock, log });
  const shared = { ...whoMay, index, clock, log, metrics, newId: randomUUID };
  const useCases = createUseCases({
    ...shared,
    ...surroundings.shared,
    c1,
    store,
    audit,
    announcer: createAnnouncer({ delivery, log, connectorUrl: createConnectorUrl(config), copyTo }),
    requestAnnouncer: createRequestAnnouncer({ delivery, log, copyTo }),
    cooldownMs,
    followMs,
    random: Math.random,
  });
  const { followers, requestKeeper, refusals } = useCases;
  const { groupReader } = whoMay;
  metrics.show('followedConnectors', () => followers.size);

  /** None of it rejects when all is well; what does is not lost. */
  const inBackground = (work: Promise<unknown>, what: string): void =>
    inFlight.add(work, (error) => log.error({ err: error }, what));

  return {
    parts: {
      ...shared,
      ...useCases,
      installation: surroundings.installation,
      inFlight,
      warmUpC1: () => c1.warmUp(),
      tellPerson: createTellPerson(delivery, log),
      tellPlace: createTellPlace({ delivery, log, copyTo }),
      sendFile: createSendFile({ delivery, client: clients.background, transport }),
      slack: clients.interactive,
    },
    start() {
      inBackground(groupReader.run(), 'the user groups');
      inBackground(requestKeeper.run(), 'requests for access');
      followers.start(useCases.pickUp);
    },
    stop() {
      groupReader.stop();
      requestKeeper.stop();
      inBackground(followers.stop(), 'a follower');
      inBackground(refusals.stop(), 'the refusals that were only counted');
    },
  };
}

/** A connector's page in C1. Its path is not public, so without a pattern the link is to the tenant (c1-api 4.7). */
function createConnectorUrl({ c1 }: Config) {
  const { host } = new URL(c1.baseUrl);
  return ({ appId, connectorId }: { appId: string; connectorId: string }): string =>
    (c1.connectorUrlTemplate ?? `${c1.baseUrl}/`)
      .replaceAll('{host}', host)
      .replaceAll('{appId}', encodeURIComponent(appId))
      .replaceAll('{connectorId}', encodeURIComponent(connectorId));
}
