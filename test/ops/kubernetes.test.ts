import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Operation {
  readonly op: 'add' | 'remove' | 'replace' | 'test';
  readonly path: string;
  readonly value?: unknown;
}

const read = (file: string): unknown => parse(readFileSync(resolve(import.meta.dirname, '../../deploy', file), 'utf8'));

/** What is at a path of RFC 6901, and in what it is. */
function at(document: unknown, path: string): { parent: Record<string, unknown>; key: string } {
  const keys = path.slice(1).split('/');
  const key = keys.pop() ?? '';
  const parent = keys.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    document,
  );
  if (typeof parent !== 'object' || parent === null) throw new Error(`there is nothing at ${path}`);
  return { parent: parent as Record<string, unknown>, key };
}

/** As much of RFC 6902 as the overlay uses. */
function patched(base: string, operations: string): Record<string, never> {
  const document = read(base) as Record<string, never>;
  for (const { op, path, value } of read(operations) as Operation[]) {
    const { parent, key } = at(document, path);
    if (op === 'test') expect(parent[key]).toEqual(value);
    else if (op === 'add' && Array.isArray(parent) && key === '-') parent.push(value);
    else if (op === 'remove' && Array.isArray(parent)) parent.splice(Number(key), 1);
    else {
      if (op === 'replace') expect(parent).toHaveProperty([key]);
      parent[key] = value;
    }
  }
  return document;
}

describe('three instances on Postgres', () => {
  const deployment = patched('kubernetes/deployment.yaml', 'kubernetes-postgres/deployment.patch.yaml');
  const spec = deployment.spec as unknown as {
    replicas: number;
    strategy: unknown;
    template: { spec: { volumes: { name: string }[]; containers: Record<string, { name: string }[] & object>[] } };
  };
  const [container] = spec.template.spec.containers;

  it('replace each other one by one, and keep no files', () => {
    expect(spec.replicas).toBe(3);
    expect(spec.strategy).toMatchObject({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0 } });
    expect(spec.template.spec.volumes.map(({ name }) => name)).toEqual(['secrets']);
    expect(container?.volumeMounts?.map(({ name }) => name)).toEqual(['secrets']);
    expect(container?.env?.map(({ name }) => name)).toContain('DATABASE_URL_FILE');
  });

  it('are probed as the one instance is', () => {
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) expect(container).toHaveProperty(probe);
  });

  it('reach the database, and are not all taken away at once', () => {
    const policy = patched('kubernetes/network-policy.yaml', 'kubernetes-postgres/network-policy.patch.yaml');
    expect(JSON.stringify(policy)).toContain('5432');
    const budget = read('kubernetes-postgres/disruption-budget.yaml') as { spec: object };
    const labels = { matchLabels: { 'app.kubernetes.io/name': 'c1-sync' } };
    expect(budget.spec).toEqual({ maxUnavailable: 1, selector: labels });
    expect(read('kubernetes/deployment.yaml')).toMatchObject({ spec: { selector: labels } });
  });
});
