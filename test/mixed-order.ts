import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They drive processes and wait for them; the others compute. */
const WAITING = /\/test\/(e2e|chaos|soak|sandbox\/web|adapters\/jobs)\/|two-processes|postgres-(outage|together)/;

/**
 * Tests that mostly wait, evenly among those that mostly compute. Left alone, vitest begins with the longest: for a minute
 * all workers wait at once, and for the rest of the time they stand in each other's way.
 */
export class MixedOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waiting = sorted.filter(({ moduleId }) => WAITING.test(moduleId));
    const computing = sorted.filter(({ moduleId }) => !WAITING.test(moduleId));
    const upTo = (n: number) => Math.round((n * computing.length) / Math.max(1, waiting.length));
    const mixed = waiting.flatMap((file, n) => [file, ...computing.slice(upTo(n), upTo(n + 1))]);
    return waiting.length === 0 ? computing : mixed;
  }
}
