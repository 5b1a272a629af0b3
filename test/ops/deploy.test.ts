import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PrometheusMetrics } from '../../src/ops/metrics.ts';
import { COUNTS, DURATIONS } from '../../src/ops/series.ts';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: Readonly<Record<'x' | 'y' | 'w' | 'h', number>>;
  readonly targets?: readonly { readonly expr: string }[];
}

const text = (file: string): string => readFileSync(resolve(import.meta.dirname, '../../deploy', file), 'utf8');

const { groups } = parse(text('alerts.yml')) as { groups: readonly { rules: readonly Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const { panels, templating } = JSON.parse(text('grafana-dashboard.json')) as {
  panels: readonly Panel[];
  templating: object;
};
const expressions = [
  ...rules.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const)),
  ['the choice of instances', JSON.stringify(templating)] as const,
];

/** Those of Prometheus itself, and of histograms. */
const GIVEN_LABELS = ['instance', 'job', 'le'];
const labels = [...Object.values(COUNTS), ...Object.values(DURATIONS)].flatMap((series) => Object.keys(series.labels));

describe('alerts and dashboard', () => {
  it.each(expressions)('%s asks for metrics that there are', async (_, expression) => {
    const metrics = new PrometheusMetrics();
    metrics.showProcess();
    const rendered = await metrics.render();
    const names = expression.match(/\b(?:c1sync|process|nodejs)_\w+/g) ?? [];
    if (!expression.includes('up{')) expect(names).not.toEqual([]);
    for (const name of names) {
      const histogram = name.replace(/_(bucket|count|sum)$/, '');
      const isThere = [`# TYPE ${name} (counter|gauge)`, `# TYPE ${histogram} histogram`].some((type) =>
        new RegExp(`^${type}$`, 'm').test(rendered),
      );
      expect(isThere, name).toBe(true);
    }
  });

  it.each(expressions)('%s asks by labels that there are', (_, expression) => {
    const matched = [...expression.matchAll(/[{,]\s*([a-z_]+)\s*(?:=~|!~|!=|=)/g)].map(([, label]) => label);
    const grouped = [...expression.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
    for (const label of [...matched, ...grouped]) expect([...GIVEN_LABELS, ...labels]).toContain(label);
  });

  it('every alert has a name of its own, how bad it is, and sentences', () => {
    expect(rules.length).toBeGreaterThan(7);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const { alert, labels: given, annotations, for: lasting = '0m' } of rules) {
      expect(alert).toMatch(/^C1Sync\w+$/);
      expect(lasting).toMatch(/^\d+m$/);
      expect(['critical', 'warning']).toContain(given.severity);
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.description).toMatch(/\.$/);
    }
  });

  it('no two panels lie on each other', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, n) => `${x + (n % w)}/${y + Math.floor(n / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});
