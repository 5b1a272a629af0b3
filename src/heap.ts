import { setFlagsFromString } from 'node:v8';

/**
 * Flags of V8 (`node --v8-options`) that it reads whenever it collects. A version that does not know one says so on
 * standard error, and goes on.
 */
const FLAGS = {
  /** By how much the old generation may grow until it is collected, in per cent of what was alive then. */
  oldMayGrowBy: '--heap-growing-percent',
  /** 1: the young generation stays as large as it is. */
  youngGrowsTimes: '--semi-space-growth-factor',
};

/**
 * Keeps the process about as small as what it holds. Left alone, V8 takes its measure from the machine: with 24 GB, the
 * reading of 50,000 connectors leaves a heap of four times their size.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`${FLAGS.oldMayGrowBy}=30`);
  setFlagsFromString(`${FLAGS.youngGrowsTimes}=1`);
}

/** From here on people are served, and a young generation that is too small costs half as much again for each sync. */
export function letYoungGenerationGrow(): void {
  setFlagsFromString(`${FLAGS.youngGrowsTimes}=2`);
}
