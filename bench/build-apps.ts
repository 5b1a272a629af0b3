import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CACHE } from './workplace.ts';

export interface Built {
  /** What `node` is given, and what it has to import first. */
  readonly product: string;
  readonly bare: string;
  readonly probe: string;
  /** Where each app leaves a CPU profile when it is stopped, in a directory of its name. */
  readonly profiles?: string | undefined;
}

/** Builds c1-sync as for production, and the bare app the same way: one file with its libraries. */
export async function buildApps({
  productIsBuilt,
  profiles,
}: {
  readonly productIsBuilt: boolean;
  readonly profiles?: string | undefined;
}): Promise<Built> {
  if (!productIsBuilt) execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
  const here = import.meta.dirname;
  await build({
    entryPoints: [join(here, 'bare-app.ts'), join(here, 'probe.ts')],
    outdir: CACHE,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    banner: {
      js: `import { createRequire as createNodeRequire } from 'node:module';
const require = createNodeRequire(import.meta.url), { filename: __filename, dirname: __dirname } = import.meta;`,
    },
  });
  return {
    product: join(here, '../dist/main.js'),
    bare: join(CACHE, 'bare-app.mjs'),
    probe: join(CACHE, 'probe.mjs'),
    profiles,
  };
}
