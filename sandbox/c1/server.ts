import type { IncomingMessage, ServerResponse } from 'node:http';
import { createControls } from './controls.ts';
import { createDelays } from './delays.ts';
import { createFaults } from './faults.ts';
import type { C1Sandbox, Change, StartC1Options } from './handle.ts';
import { listen } from './listener.ts';
import { serve } from './serve.ts';
import { createTenant } from './tenant.ts';
import { createTrafficLog } from './traffic-log.ts';

export type { C1Sandbox, Change, ForceSync, StartC1Options } from './handle.ts';

/** Starts a ConductorOne tenant on 127.0.0.1: a real HTTP server, strict where C1 is known to be. */
export async function startC1(options: StartC1Options = {}): Promise<C1Sandbox> {
  const listeners = new Set<(change: Change) => void>();
  const emit = (change: Change) => {
    for (const listener of listeners) listener(change);
  };
  // The credential names the port, so the port comes first; nobody knows it before this function returns.
  let onRequest = (_request: IncomingMessage, response: ServerResponse): void => void response.destroy();
  const listener = await listen(options.port ?? 0, (request, response) => onRequest(request, response));

  const tenant = createTenant(options, listener, emit);
  const faults = createFaults(() => emit({ what: 'faults' }));
  const log = createTrafficLog(options.logLimit ?? 5_000, (exchange) => emit({ what: 'traffic', exchange }));
  const delays = createDelays();
  onRequest = (request, response) => {
    serve({ tenant, faults, log, delays }, request, response).catch((error: unknown) => {
      // A mistake in the sandbox itself: the client gets a reset, the person at the console the reason.
      console.error('the C1 sandbox broke', error);
      response.destroy();
    });
  };

  const goOffline = async () => {
    for (const exchange of log.exchanges) log.finish(exchange, 'closed');
    await listener.close();
    // Only now: with the sockets gone, no request starts another wait.
    delays.cancelAll();
  };
  return Object.assign(createControls(tenant, faults, log), {
    baseUrl: `http://${listener.hostname}:${listener.port}`,
    port: listener.port,
    onChange(heard: (change: Change) => void) {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    goOffline,
    goOnline: listener.open,
    close: goOffline,
  });
}
