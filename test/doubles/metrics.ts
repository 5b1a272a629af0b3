import type { Metrics } from '../../src/ports/metrics.ts';

/** Everything counted and timed, in order, in one line each: `sync queued`, `c1Request /api/v1/apps 200 12 ms`. */
export class RecordingMetrics implements Metrics {
  readonly seen: string[] = [];

  count(what: string, labels: object): void {
    this.seen.push([what, ...Object.values(labels)].join(' '));
  }

  time(what: string, ms: number, labels: object): void {
    this.seen.push([what, ...Object.values(labels).map(String), ms, 'ms'].join(' '));
  }

  show(): void {}
}
