import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { asChart } from '../../bench/report/chart.ts';
import { isMet } from '../../bench/report/row.ts';
import { asTable } from '../../bench/report/table.ts';
import { compare, percentile } from '../../bench/statistics.ts';
import { findPostgres } from '../postgres/find-postgres.ts';

const run = promisify(execFile);

/** Parts that share one pair of apps; the others start more of them, in the same way. */
const PARTS = ['warm flows', 'C1 client', 'load', 'memory', 'Postgres'];
const [BESIDE_LOWDB, TWO] = ['the store in Postgres beside lowdb', 'two instances on one Postgres beside one'];
const OF_POSTGRES = findPostgres() === undefined ? ['left out: `postgresql` is not installed'] : [BESIDE_LOWDB, TWO];

it('the bench measures both apps through their whole flow, and leaves a profile of each', async ({
  onTestFinished,
}) => {
  const profiles = mkdtempSync(join(tmpdir(), 'c1-sync-profiles-'));
  onTestFinished(() => rmSync(profiles, { recursive: true }));
  const only = PARTS.flatMap((part) => ['--only', part]);
  const args = ['--import', 'tsx', 'bench/main.ts', '--quick', '--built', '--profile', profiles, ...only];
  const { stdout } = await run(process.execPath, args);
  for (const part of PARTS) expect(stdout).toContain(`${part} (`);
  expect(stdout).toContain('| calls to C1 until a warm sync is confirmed | 1 POST, 0 GET | 1 POST |');
  for (const row of OF_POSTGRES) expect(stdout).toContain(row);
  expect(stdout).not.toContain('NaN');
  for (const app of ['product', 'bare']) {
    const [profile = 'none'] = readdirSync(join(profiles, app));
    const { nodes } = JSON.parse(readFileSync(join(profiles, app, profile), 'utf8'));
    expect(nodes.length).toBeGreaterThan(100);
  }
}, 120_000);

describe('a ratio', () => {
  it('is that of the medians over the rounds: a round that was disturbed does not count', () => {
    const calm = { product: [2, 2, 2], other: [1, 1, 1] };
    const { ratio, spread } = compare([calm, { product: [90, 95, 99], other: [1, 1, 1] }, calm]);
    expect(ratio).toBe(2);
    expect(spread).toEqual([2, 95]);
  });

  it('holds at its bound and not beyond, in either direction', () => {
    const row = { measure: 'm', product: '', other: '' };
    expect(isMet({ ...row, ratio: 1.1, bound: 1.1 })).toBe(true);
    expect(isMet({ ...row, ratio: 1.11, bound: 1.1 })).toBe(false);
    expect(isMet({ ...row, ratio: 0.7, bound: 0.8, atLeast: true })).toBe(false);
    expect(isMet({ ...row, ratio: 3 })).toBeUndefined();
  });

  it('stands in the table and the picture with its bound', () => {
    const rows = [{ measure: 'a < b', product: '1', other: '2', ratio: 1.2, bound: 1.1 }];
    expect(asTable(rows)).toContain('| a < b | 1 | 2 | 1.20 × |  | ≤ 1.10 × | ✗ |');
    expect(asChart(rows)).toContain('a &lt; b');
    expect(asChart(rows)).toContain('1.20 × (≤ 1.10 ×)');
  });
});

it('the 99th percentile is the value that one in a hundred exceeds', () => {
  expect(
    percentile(
      Array.from({ length: 200 }, (_, n) => n + 1),
      0.99,
    ),
  ).toBe(198);
});
