import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = resolve(import.meta.dirname, '../src');

/** What each folder of src/ may import from, besides itself. Files directly in src/ are free. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  ports: ['domain'],
  'use-cases': ['ports', 'domain'],
  slack: ['use-cases', 'ports', 'domain', 'wire'],
  adapters: ['ports', 'domain', 'wire'],
  ops: ['ports', 'domain'],
  config: ['adapters', 'logging'],
  logging: [],
  wire: [],
};

/** Where each library lives; a swap touches one place. */
const HOME_OF: Record<string, RegExp> = {
  '@slack/': /^(slack\/|app\.ts|bolt-logger\.ts)/,
  undici: /^slack\/receivers\/socket-/,
  axios: /^wire\/exchange\.ts/,
  croner: /^use-cases\/next-run\.ts/,
  jose: /^adapters\/c1\//,
  lowdb: /^adapters\/store\//,
  'prom-client': /^ops\/metrics\.ts/,
  'write-file-atomic': /^adapters\/store\//,
  'proper-lockfile': /^adapters\/store\//,
  pg: /^adapters\/store\/postgres\//,
  umzug: /^adapters\/store\/postgres\/migrate\.ts/,
  'pg-boss': /^adapters\/jobs\//,
  pino: /^(logger\.ts|app\.ts)/,
};

/** What a person or a supervisor starts. */
const ENTRIES = ['main.ts', 'audit.ts', 'doctor.ts', 'store.ts'];

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), 'utf8');
  return [
    ...text.matchAll(/(?:^|\n)(?:import|export)[^;'"]*?from '([^']+)'|import\('([^']+)'\)|(?:^|\n)import '([^']+)'/g),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

describe('the house', () => {
  it('has files to look at', () => expect(files.length).toBeGreaterThan(40));

  it.each(files)('%s imports only what its folder may', (file) => {
    const folder = file.split('/')[0] ?? '';
    const allowed = MAY_IMPORT[folder];
    for (const target of importsOf(file).filter((one) => one.startsWith('.'))) {
      const path = relative(SRC, resolve(join(SRC, dirname(file)), target));
      expect(path, `${file} imports ${target}, outside of src/`).not.toMatch(/^\.\./);
      const targetFolder = path.split('/')[0] ?? '';
      if (allowed === undefined || targetFolder === folder) continue;
      expect(allowed, `${file} imports ${path}`).toContain(targetFolder);
    }
  });

  it.each(files)('%s keeps libraries in their homes', (file) => {
    for (const target of importsOf(file)) {
      for (const [library, home] of Object.entries(HOME_OF)) {
        if (target === library || (library.endsWith('/') && target.startsWith(library))) {
          expect(file, `${file} imports ${target}`).toMatch(home);
        }
      }
    }
  });

  it.each(files.filter((file) => file !== 'adapters/system-clock.ts'))('%s leaves time to the clock', (file) => {
    const text = readFileSync(join(SRC, file), 'utf8');
    expect(text).not.toMatch(/\bDate\.now\(|\bsetTimeout\(|\bsetInterval\(|\bnew Date\(\)|performance\.now\(/);
  });

  it.each(files.filter((file) => !ENTRIES.includes(file)))('%s leaves the process to what starts it', (file) => {
    expect(readFileSync(join(SRC, file), 'utf8')).not.toMatch(/\bprocess\.(env|exit|on|argv|stdout|stderr)\b/);
  });

  it.each(files)('%s holds one idea', (file) => {
    expect(readFileSync(join(SRC, file), 'utf8').split('\n').length).toBeLessThan(200);
  });
});
