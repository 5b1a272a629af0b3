import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Counts, Durations, Metrics, Reading } from '../ports/metrics.ts';
import type { Label } from './label-values.ts';
import { COUNTS, DURATIONS, READINGS } from './series.ts';

/**
 * Milliseconds between two looks at the event loop, which show as lag as well. With the usual 10 an app with nothing to do
 * takes five times as much processor time (0.5 % of a core, measured on Node 20.20).
 */
const LOOK_AT_LOOP_EVERY_MS = 50;

/** The metrics of one app, kept for Prometheus, in its text format. The only file that knows prom-client. */
export class PrometheusMetrics implements Metrics {
  readonly #registry = new Registry();
  readonly #counters = new Map<keyof Counts, Counter>();
  readonly #histograms = new Map<keyof Durations, Histogram>();
  readonly #readers = new Map<Reading, () => number | undefined>();

  constructor() {
    const registers = [this.#registry];
    for (const [what, { name, help, labels }] of entriesOf(COUNTS)) {
      const counter = new Counter({ name, help, registers, labelNames: Object.keys(labels) });
      // A series that begins at 1 has no increase that Prometheus could see.
      for (const [label, { values }] of Object.entries<Label>(labels)) {
        for (const value of values) counter.inc({ [label]: value }, 0);
      }
      this.#counters.set(what, counter);
    }
    for (const [what, { name, help, labels, buckets }] of entriesOf(DURATIONS)) {
      this.#histograms.set(what, new Histogram({ name, help, registers, buckets, labelNames: Object.keys(labels) }));
    }
    for (const [what, series] of entriesOf(READINGS)) this.#addGauge(what, series);
  }

  /** Such as `text/plain; version=0.0.4; charset=utf-8`. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  count<What extends keyof Counts>(what: What, labels: Counts[What]): void {
    this.#counters.get(what)?.inc(valuesOf(COUNTS[what].labels, labels));
  }

  time<What extends keyof Durations>(what: What, ms: number, labels: Durations[What]): void {
    // A clock may be set back.
    const seconds = Math.max(0, ms) / 1_000;
    this.#histograms.get(what)?.observe(valuesOf(DURATIONS[what].labels, labels), seconds);
  }

  show(what: Reading, read: () => number | undefined): void {
    this.#readers.set(what, read);
  }

  /**
   * Shows the process as well: its processor time, memory, files, garbage collection, event loop. For what starts the
   * process, and once: prom-client watches as long as the process lives, without keeping it alive.
   */
  showProcess(): void {
    collectDefaultMetrics({ register: this.#registry, eventLoopMonitoringPrecision: LOOK_AT_LOOP_EVERY_MS });
  }

  /** Everything as it is now, as Prometheus reads it. */
  render(): Promise<string> {
    return this.#registry.metrics();
  }

  #addGauge(what: Reading, { name, help }: { readonly name: string; readonly help: string }): void {
    const readers = this.#readers;
    new Gauge({
      name,
      help,
      registers: [this.#registry],
      collect() {
        const value = readers.get(what)?.();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
}

function entriesOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>): [Key, Value][] {
  return Object.entries(table) as [Key, Value][];
}

function valuesOf(labels: Readonly<Record<string, Label>>, given: object): Record<string, string> {
  const values: Readonly<Record<string, unknown>> = { ...given };
  return Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, label.of(values[name])]));
}
