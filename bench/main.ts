import { parseArgs } from 'node:util';
import { buildApps } from './build-apps.ts';
import { measures } from './measures/all.ts';
import type { Row } from './report/row.ts';
import { asTable } from './report/table.ts';
import { writeReport } from './report/write-report.ts';
import { QUICK, WHOLE } from './scale.ts';

/**
 * `npm run bench`: measures c1-sync beside the barest app of the same contract, in one run, and writes docs/benchmarks.md.
 * This process is Slack, C1 and the people; the apps are processes of their own.
 * `--quick`: a few of each, writes nothing. `--only <name>`: one part, writes nothing. `--built`: dist/ is up to date.
 */
const { values } = parseArgs({
  options: { quick: { type: 'boolean' }, built: { type: 'boolean' }, only: { type: 'string', multiple: true } },
});
const begun = performance.now();
const built = await buildApps({ productIsBuilt: values.built === true });
const scale = values.quick ? QUICK : WHOLE;
const rows: Row[] = [];
for (const [name, measure] of measures) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  const partBegun = performance.now();
  const brought = await measure({ built, scale });
  rows.push(...brought);
  console.log(`${name} (${((performance.now() - partBegun) / 1000).toFixed(0)} s)\n${asTable(brought)}\n`);
}
const seconds = (performance.now() - begun) / 1000;
console.log(`measured in ${seconds.toFixed(0)} s`);
if (!values.quick && values.only === undefined) await writeReport(rows, seconds);
