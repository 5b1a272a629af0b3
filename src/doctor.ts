import { readFileSync } from 'node:fs';
import { systemClock } from './adapters/system-clock.ts';
import type { Finding } from './domain/finding.ts';
import { examine } from './examination.ts';
import { createMask } from './logging/mask-secrets.ts';
import { exitCode, line, summary } from './ops/doctor/report.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

await run();

/** For whoever sets c1-sync up, or looks for what is wrong with it: would it run with this environment? Changes nothing. */
async function run(): Promise<void> {
  const nodeVersion = process.versions.node;
  const { sections, isEnvironmentUsable, secrets } = examine({
    env: process.env,
    clock: systemClock,
    version,
    nodeVersion,
  });
  const mask = createMask(secrets);
  const findings: Finding[] = [];
  for (const section of sections) {
    for (const finding of await section) {
      findings.push(finding);
      process.stdout.write(`${mask(line(finding))}\n`);
    }
  }
  // A check that was not waited for any longer may still hold the process.
  process.stdout.write(`\n${summary(findings)}\n`, () => process.exit(exitCode(findings, isEnvironmentUsable)));
}
