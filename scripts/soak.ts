import type { Mode } from '../test/e2e/stage.ts';
import { runSoak } from '../test/soak/run-soak.ts';

/** `npm run soak [minutes] [http|socket] [seed]`: 64 people at once, C1 at 300 ms, Slack's rate limits enforced. */
const [minutes = '5', mode = 'socket', seed = '1'] = process.argv.slice(2);
const undo: (() => void | Promise<void>)[] = [];
const { figures, violations, tooSlow } = await runSoak({
  mode: mode as Mode,
  people: 64,
  forMs: Number(minutes) * 60_000,
  thinkMs: [40_000, 80_000],
  warmUpMs: Number(minutes) * 20_000,
  settleMs: 300_000,
  seed: Number(seed),
  onFinished: (step) => void undo.unshift(step),
});
for (const [name, figure] of Object.entries(figures)) console.log(`${name}: ${JSON.stringify(figure)}`);
for (const violation of [...violations, ...tooSlow]) console.log(`✗ ${violation}`);
for (const step of undo) await step();
process.exit(violations.length + tooSlow.length === 0 ? 0 : 1);
