import { readFileSync, writeFileSync } from 'node:fs';
import { listLicences } from './list-licences.ts';

const root = new URL('../', import.meta.url);
writeFileSync(
  new URL('docs/licences.md', root),
  listLicences(readFileSync(new URL('package-lock.json', root), 'utf8')),
);
