import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { asChart } from '../../bench/report/chart.ts';
import { isMet } from '../../bench/report/row.ts';
import { asTable } from '../../bench/report/table.ts';
import { compare, percentile } from '../../bench/statistics.ts';

const run = promisify(execFile);

/** Parts that share one pair of apps; the others start more of them, in the same way. */
const PARTS = ['warm flows', 'C1 client', 'load', 'memory'];

it('the bench measures both apps through their whole flow', async () => {
  const only = PARTS.flatMap((part) => ['--only', part]);
  const args = ['--import', 'tsx', 'bench/main.ts', '--quick', '--built', ...only];
  const { stdout } = await run(process.execPath, args);
  for (const part of PARTS) expect(stdout).toContain(`${part} (`);
  expect(stdout).toContain('| calls to C1 until a warm sync is confirmed | 1 POST, 0 GET | 1 POST |');
  expect(stdout).not.toContain('NaN');
});

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
