import { expect, it } from 'vitest';
import { lastWords } from '../../../sandbox/app-log.ts';

it.each([
  ['{"level":30,"msg":"listening"}\n{"level":60,"msg":"the store is locked"}\n', 'the store is locked'],
  [
    'c1-sync cannot start with this environment:\nC1_CLIENT_ID: is not set\nSLACK_APP_TOKEN: is a name\n',
    'C1_CLIENT_ID: is not set · SLACK_APP_TOKEN: is a name',
  ],
  [
    "node:internal\n\nError [ERR_MODULE_NOT_FOUND]: Cannot find module '/x/dist/app.js'\n    at y\n\nNode.js v20.20.2\n",
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '/x/dist/app.js'",
  ],
  ['', 'it wrote nothing'],
])('of %j', (written, words) => {
  expect(lastWords(written)).toBe(words);
});
