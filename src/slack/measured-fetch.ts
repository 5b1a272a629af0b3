import type { FetchFunction } from '@slack/web-api';
import type { Clock } from '../ports/clock.ts';
import type { Metrics } from '../ports/metrics.ts';

/** The same fetch, with each request measured until its answer begins. */
export function measuredFetch(
  fetch: FetchFunction,
  { apiUrl, clock, metrics }: { apiUrl: string; clock: Clock; metrics: Metrics },
): FetchFunction {
  /** What does not go to the Web API is named by nothing of its address: a response_url is a secret. */
  const methodOf = (url: string): string => (url.startsWith(apiUrl) ? url.slice(apiUrl.length) : '');

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
}
