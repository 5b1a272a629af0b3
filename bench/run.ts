import { makeCatalog } from './fakes/catalog.ts';
import { MEASURES } from './measures/all.ts';
import { type Setting, withBoth } from './measures/measure.ts';
import type { Row } from './report/row.ts';

export type OnPart = (name: string, rows: readonly Row[], seconds: number) => void;

/** Enough for all parts of the short form to ask for connectors of their own. */
const QUICK_CONNECTORS = 200;

/** Measures part by part. @param only the names of the parts; all unless told */
export async function run(
  setting: Setting,
  only: readonly string[] | undefined,
  onPart: OnPart,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, measure] of MEASURES) {
    if (only !== undefined && !only.includes(name)) continue;
    const begun = performance.now();
    const brought = await measure(setting);
    rows.push(...brought);
    onPart(name, brought, (performance.now() - begun) / 1000);
  }
  return rows;
}

/** The same with one pair of apps for as many parts as can share it. */
export function runOnOnePair(setting: Setting, only: readonly string[] | undefined, onPart: OnPart) {
  return withBoth(setting, { catalog: makeCatalog(QUICK_CONNECTORS) }, (pair) =>
    run({ ...setting, pair }, only, onPart),
  );
}
