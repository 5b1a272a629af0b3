import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';

/**
 * What Slack's socket client opens its WebSockets with: through the proxy of the environment, unless Slack is on this
 * machine, which a proxy of the network cannot reach.
 */
export function createSocketDispatcher(apiUrl: string): Dispatcher {
  // HTTP/1.1: a WebSocket needs a socket of its own (as Slack's socket client does by default).
  const options = { allowH2: false };
  return apiUrl.startsWith('http:') ? new Agent(options) : new EnvHttpProxyAgent(options);
}
