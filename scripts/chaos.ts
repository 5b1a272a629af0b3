import { runChaos } from '../test/chaos/chaos.ts';

/** `npm run chaos [kills] [seed]`: kills the built app at random points of real flows, over HTTP and Socket Mode. */
const [kills = 200, seed = 1] = process.argv.slice(2).map(Number);
const undo: (() => void | Promise<void>)[] = [];
let broken = false;

for (const mode of ['http', 'socket'] as const) {
  const begun = performance.now();
  const report = await runChaos({ kills: Math.ceil(kills / 2), seed, mode, onFinished: (step) => undo.unshift(step) });
  const { doubled, silent, repeated, lostAccess, audit, ...figures } = report;
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(`${mode}: ${JSON.stringify({ ...figures, seconds })}\n  audit: ${audit}\n`);
  for (const [what, list] of Object.entries({ doubled, silent, repeated, lostAccess })) {
    if (list.length > 0) process.stdout.write(`  ${what}: ${list.join('; ')}\n`);
  }
  broken ||= [doubled, silent, lostAccess].some((list) => list.length > 0) || audit.startsWith('broken');
  for (const step of undo.splice(0)) await step();
}
process.exit(broken ? 1 : 0);
