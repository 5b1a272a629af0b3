import type { Clock } from './ports/clock.ts';
import type { Metrics } from './ports/metrics.ts';
import type { SlackReceiver } from './slack/connect.ts';
import type { ConnectorIndex } from './use-cases/connector-index.ts';

/** What the app itself shows in its metrics, from its start on. */
export function showReadings(
  metrics: Metrics,
  app: { index: ConnectorIndex; receiver: SlackReceiver; clock: Clock; isReady: () => boolean },
): void {
  const { index, receiver, clock, isReady } = app;
  const startedAt = clock.now();
  const lastRead = (): number => {
    const state = index.state();
    return state.kind === 'ready' ? state.readAt : startedAt;
  };
  metrics.show('ready', () => (isReady() ? 1 : 0));
  metrics.show('connectors', () => index.size);
  metrics.show('indexAgeSeconds', () => (clock.now() - lastRead()) / 1_000);
  if (receiver.kind === 'socket') metrics.show('socketConnections', () => receiver.connectedLines);
}
