import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

// For the Slack CLI (.slack/hooks.json), which takes the manifest as JSON on standard output.
console.log(JSON.stringify(parse(readFileSync(new URL('../manifest.yml', import.meta.url), 'utf8'))));
