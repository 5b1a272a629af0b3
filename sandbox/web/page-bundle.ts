import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { buildSync } from 'esbuild';

const PAGE = resolve(import.meta.dirname, '../page');

/** What is served, by path. */
export type PageFiles = ReadonlyMap<string, { readonly type: string; readonly body: Uint8Array }>;

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  map: 'application/json',
};

/** The page as the browser gets it, bundled once: whoever changes it starts the sandbox again. */
export function bundlePage(): PageFiles {
  const { outputFiles } = buildSync({
    entryPoints: ['main.tsx', 'style.css'].map((file) => ({ in: join(PAGE, file), out: 'page' })),
    outdir: PAGE,
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    minify: true,
    sourcemap: 'linked',
    logLevel: 'warning',
  });
  const files = outputFiles.map(({ path, contents }) => [`/${basename(path)}`, contents] as const);
  const index = ['/', readFileSync(join(PAGE, 'index.html'))] as const;
  return new Map([index, ...files].map(([path, body]) => [path, { type: typeOf(path), body }]));
}

function typeOf(path: string): string {
  return (
    TYPES[path.split('.').at(-1) ?? ''] ?? (path === '/' ? 'text/html; charset=utf-8' : 'application/octet-stream')
  );
}
