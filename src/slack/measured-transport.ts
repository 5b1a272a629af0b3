import type { Clock } from '../ports/clock.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { SlackTransport } from './transport.ts';

/** The same transport, with each request measured. */
export function measuredTransport(
  transport: SlackTransport,
  { apiUrl, clock, metrics }: { apiUrl: string; clock: Clock; metrics: Metrics },
): SlackTransport {
  /** What does not go to the Web API is named by nothing of its address: a response_url is a secret. */
  const methodOf = (url: string): string => (url.startsWith(apiUrl) ? url.slice(apiUrl.length) : '');

  return {
    ...transport,
    fetchWithin(timeoutMs) {
      const fetch = transport.fetchWithin(timeoutMs);
      return async (url, init) => {
        const startedAt = clock.now();
        let status: number | undefined;
        try {
          const response = await fetch(url, init);
          status = response.status;
          return response;
        } finally {
          metrics.time('slackRequest', clock.now() - startedAt, { method: methodOf(String(url)), status });
        }
      };
    },
  };
}
