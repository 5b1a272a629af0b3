import type { Log } from '../ports/log.ts';
import type { Routes } from './http-server.ts';
import type { PrometheusMetrics } from './metrics.ts';

/** `GET /metrics`: for Prometheus. */
export function metricsRoute(metrics: Pick<PrometheusMetrics, 'contentType' | 'render'>, log: Log): Routes {
  return {
    'GET /metrics': (_req, res) => {
      metrics.render().then(
        (text) => res.writeHead(200, { 'content-type': metrics.contentType, 'cache-control': 'no-store' }).end(text),
        (error: unknown) => {
          log.error({ err: error }, 'the metrics could not be read');
          res.writeHead(500).end();
        },
      );
    },
  };
}
