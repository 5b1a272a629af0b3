import { parseArgs } from 'node:util';
import { buildApps } from './build-apps.ts';
import { asTable } from './report/table.ts';
import { writeReport } from './report/write-report.ts';
import { type OnPart, run, runOnOnePair } from './run.ts';
import { QUICK, WHOLE } from './scale.ts';

/**
 * `npm run bench`: measures c1-sync beside the barest app of the same contract, in one run, and writes docs/benchmarks.md.
 * This process is Slack, C1 and the people; the apps are processes of their own.
 * `--quick`: a few of each, writes nothing. `--only <part>`: likewise nothing. `--built`: dist/ is up to date.
 * `--profile <directory>`: likewise nothing but a CPU profile of each app that was started.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    built: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    profile: { type: 'string' },
  },
});
const begun = performance.now();
const built = await buildApps({ productIsBuilt: values.built === true, profiles: values.profile });
const print: OnPart = (name, rows, seconds) => console.log(`${name} (${seconds.toFixed(0)} s)\n${asTable(rows)}\n`);
const rows = values.quick
  ? await runOnOnePair({ built, scale: QUICK }, values.only, print)
  : await run({ built, scale: WHOLE }, values.only, print);
const seconds = (performance.now() - begun) / 1000;
console.log(`measured in ${seconds.toFixed(0)} s`);
const isWhole = !values.quick && values.only === undefined && values.profile === undefined;
if (isWhole) writeReport(rows, seconds);
