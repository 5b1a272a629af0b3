import { runChaos } from '../test/chaos/chaos.ts';
import { MODES, type Mode } from '../test/e2e/stage.ts';

/**
 * `npm run chaos [kills] [seed]`: kills the built app at random points of real flows, half of the times over HTTP and
 * half over Socket Mode, and says what is left. With DATABASE_URL the app keeps its records there.
 */
const [kills = 200, seed = 1] = process.argv.slice(2).map(Number);
const { DATABASE_URL } = process.env;
const env: Record<string, string> = DATABASE_URL === undefined ? {} : { DATABASE_URL };

/** Prints the figures. Whether everything held. */
async function holds(mode: Mode): Promise<boolean> {
  const undo: (() => void | Promise<void>)[] = [];
  const onFinished = (step: () => void | Promise<void>) => void undo.unshift(step);
  const begun = performance.now();
  try {
    const { violations, audit, ...figures } = await runChaos({
      ...{ kills: Math.ceil(kills / 2), seed, mode, onFinished, env },
    });
    const seconds = Math.round((performance.now() - begun) / 1000);
    console.log(`${mode}: ${JSON.stringify({ ...figures, violations: violations.length, seconds })}`);
    console.log(`  audit: ${audit}`);
    for (const violation of violations) console.log(`  ✗ ${violation}`);
    return violations.length === 0;
  } finally {
    for (const step of undo) await step();
  }
}

console.log(`${kills} kills, seed ${seed}, ${DATABASE_URL === undefined ? 'the embedded store' : 'Postgres'}`);
const held: boolean[] = [];
// Most of the time is waiting for the lock of the process that was killed. One database takes one at a time.
if (DATABASE_URL === undefined) held.push(...(await Promise.all(MODES.map(holds))));
else for (const mode of MODES) held.push(await holds(mode));
process.exit(held.every(Boolean) ? 0 : 1);
