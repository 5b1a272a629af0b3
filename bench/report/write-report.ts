import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { postgresVersion } from '../postgres.ts';
import { asChart } from './chart.ts';
import { isMet, mib, type Row } from './row.ts';
import { asTable } from './table.ts';

const LIBRARIES = ['@slack/bolt', '@slack/web-api', 'axios', 'lowdb', 'pino'];

/** docs/benchmarks.md and its picture, from one run. */
export function writeReport(rows: readonly Row[], seconds: number): void {
  writeFileSync('docs/images/benchmarks.svg', asChart(rows));
  const missed = rows.filter((row) => isMet(row) === false).map(({ measure }) => measure);
  const bounded = rows.filter((row) => isMet(row) !== undefined).length;
  const verdict =
    missed.length === 0 ? `All ${bounded} bounds hold.` : `Missed, of ${bounded} bounds: ${missed.join('; ')}.`;
  writeFileSync(
    'docs/benchmarks.md',
    `# How fast it is

Written by \`npm run bench\`, never by hand. ${verdict}

![Each measured ratio against its bound](images/benchmarks.svg)

Beside c1-sync, in the same run, stands the barest Bolt app of the same contract ([\`bench/bare-app.ts\`](../bench/bare-app.ts)):
two text inputs, a static list, a cached token, a kept connection to C1. It does no typeahead, keeps no record and follows
nothing. Both are built the same way and run as processes of their own; Slack, C1 and the people are a third process. Rounds
alternate, and ratios are those of the medians over the rounds, so a disturbed round does not count; the spread is the middle
half of the ratios of single rounds. Times are p50 / p99 of all samples. Before each press the app rests for 10 ms, as does
the disk before each write of the floor: what an app does after its answer is not what the next command waits for. With C1 at
100 ms, two people press in turn. Memory is read after a collection.

${asTable(rows)}

\`force_sync\` is not sent before the request is recorded and synced to the disk, in the store and in the audit trail at once;
the bare app records nothing. One durable write is therefore the floor of that row, measured in the same rounds: a new file,
synced, in the place of the old one. C1's own TypeScript SDK takes 5.8 × of \`node:http\` for one warm call, a figure measured
outside of this run; the bound of the client is 0.6 of that.

${ofPostgres()}

To see where the time of a missed bound goes: \`npm run bench -- --only load --profile profiles\` measures one part (their
names are in [\`bench/measures/all.ts\`](../bench/measures/all.ts)) and leaves a CPU profile of each app's whole life, for the
*Performance* panel of Chrome's DevTools or for VS Code. Profiling takes time itself, so its figures are not written here.

## Where

| | |
|---|---|
| machine | ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${mib(totalmem())}, ${type()} ${release()} |
| versions | Node.js ${process.versions.node}, ${LIBRARIES.map((name) => `${name} ${versionOf(name)}`).join(', ')}${ofTheServer()} |
| command | \`npm run bench\`, ${seconds.toFixed(0)} s |
`,
  );
}

function ofPostgres(): string {
  if (postgresVersion() === undefined) return 'Postgres was left out: `postgresql` is not installed where this ran.';
  return `The rows of Postgres have no bound. Its server syncs what is committed, on the disk that lowdb's file is on. Two
instances, Postgres, and the process that is Slack, C1 and the people compete for the same ${cpus().length} processors: the rows say what a
second instance costs there, not what it brings on a machine of its own.`;
}

function ofTheServer(): string {
  const version = postgresVersion();
  return version === undefined ? '' : `, Postgres ${version}`;
}

function versionOf(library: string): string {
  return JSON.parse(readFileSync(`node_modules/${library}/package.json`, 'utf8')).version;
}
