import { durationOf } from '../../domain/outlook.ts';
import type { SyncRun } from '../../domain/sync-run.ts';
import { barChart, type DataVisualizationBlock, MOST_POINTS, type Point } from './data-visualization.ts';

interface Unit {
  readonly name: string;
  readonly ms: number;
}

const SECONDS: Unit = { name: 'Seconds', ms: 1_000 };
const MINUTES: Unit = { name: 'Minutes', ms: 60_000 };
const HOURS: Unit = { name: 'Hours', ms: 3_600_000 };

/**
 * How long the last syncs took that finished, oldest first; undefined where fewer than two did: one bar says nothing.
 *
 * @param runs newest first
 */
export function durationsChart(runs: readonly SyncRun[]): DataVisualizationBlock | undefined {
  const finished = runs.flatMap((run) => {
    const ms = durationOf(run);
    return ms === null ? [] : [{ at: run.requestedAt, ms }];
  });
  const bars = finished.slice(0, MOST_POINTS).reverse();
  if (bars.length < 2) return undefined;
  const unit = unitFor(Math.max(...bars.map(({ ms }) => ms)));
  const data: Point[] = [];
  for (const { at, ms } of bars) {
    data.push({ label: labelOf(at, data), value: Math.round((ms / unit.ms) * 10) / 10 });
  }
  const axes = { x_label: 'Asked for (UTC)', y_label: unit.name };
  return barChart(`How long the last ${bars.length} finished syncs took`, { name: 'Duration', data }, axes);
}

function unitFor(longestMs: number): Unit {
  if (longestMs < 2 * MINUTES.ms) return SECONDS;
  return longestMs < 2 * HOURS.ms ? MINUTES : HOURS;
}

/** `11-23 14:02`, and `11-23 14:02 (2)` for the second of one minute: labels are unique, and at most 20 characters. */
function labelOf(at: number, before: readonly Point[]): string {
  const minute = new Date(at).toISOString().slice(5, 16).replace('T', ' ');
  const same = before.filter(({ label }) => label.startsWith(minute)).length;
  return same === 0 ? minute : `${minute} (${same + 1})`;
}
