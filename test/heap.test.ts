import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';

const HEAP = transformSync(readFileSync('src/heap.ts', 'utf8'), { loader: 'ts' }).code;

/** In a process of its own: the flags are those of the whole of it. Prints bytes. */
const PROGRAM = `
  ${HEAP}
  import { getHeapStatistics, getHeapSpaceStatistics } from 'node:v8';
  if (process.argv[1] !== 'as-it-is') keepHeapSmall();
  if (process.argv[1] === 'grow') letHeapGrow();
  // Something that lives, and much that lives long enough to become old.
  const alive = Array.from({ length: 100_000 }, (_, n) => ({ n }));
  let [passing, most] = [[], 0];
  for (let n = 0; n < 300; n += 1) {
    passing.push(Array.from({ length: 5_000 }, (_, m) => ({ n, m })));
    if (passing.length > 30) passing = passing.slice(20);
    most = Math.max(most, getHeapStatistics().total_heap_size);
  }
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size;
  console.log(JSON.stringify({ young, most, alive: alive.length }));
`;

function run(how: string): { readonly young: number; readonly most: number } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', PROGRAM, how], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

it('the heap stays small, and grows once it may; this version of Node.js knows the flags', () => {
  const [asItIs, small, grown] = [run('as-it-is'), run('small'), run('grow')];
  expect(small.most).toBeLessThan(asItIs.most);
  expect(small.young).toBeLessThan(grown.young);
});
