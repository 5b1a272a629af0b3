import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStoreFile } from '../../../src/adapters/store/file-format.ts';
import { StoreUnusable } from '../../../src/adapters/store/store-unusable.ts';
import { openStore } from './open-store.ts';
import { grantOf, requestOf, runOf } from './records.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const ann = { id: 'T1/U1', connectors: [{ appId: 'app1', connectorId: 'con1' }] };
const good = {
  format: 'c1-sync',
  version: 2,
  grants: [grantOf('g1', 'U1')],
  runs: [runOf('r1')],
  favourites: [ann],
  requests: [requestOf('q1', 'U1')],
};
const { expiresAt: _, ...withoutEnd } = grantOf('g1', 'U1');

const unusable: readonly (readonly [what: string, text: string, code: string, says: RegExp])[] = [
  ['an empty file', '', 'damaged', /is damaged: it is empty/],
  [
    'a file of version 1 that was damaged by hand',
    '{"format":"c1-sync","version":1,"grants":[{"id":7}],"runs":[]}',
    'damaged',
    /grants\[0\]/,
  ],
  ['blanks', ' \n', 'damaged', /it is not JSON/],
  ['a file that was cut off', JSON.stringify(good).slice(0, -3), 'damaged', /it is not JSON/],
  ['zeros after a crash', '\0'.repeat(512), 'damaged', /it is not JSON/],
  ['a grant without its end', json({ grants: [withoutEnd] }), 'damaged', /grants\[0\]\.expiresAt/],
  ['a misspelt key', json({ grants: [{ ...good.grants[0], expiresat: 1 }] }), 'damaged', /grants\[0\].*expiresat/],
  ['a role nobody knows', json({ grants: [{ ...good.grants[0], role: 'admin' }] }), 'damaged', /grants\[0\]\.role/],
  [
    'a scope of no connector',
    json({ grants: [{ ...good.grants[0], scope: { kind: 'app', appId: '', name: '' } }] }),
    'damaged',
    /scope\.appId: not an id/,
  ],
  ['an end in words', json({ grants: [{ ...good.grants[0], expiresAt: 'tomorrow' }] }), 'damaged', /expiresAt/],
  [
    'a subject without a team',
    json({ grants: [{ ...good.grants[0], subject: { kind: 'user', userId: 'U1' } }] }),
    'damaged',
    /subject\.teamId/,
  ],
  [
    'a subject that is neither person nor group',
    json({ grants: [{ ...good.grants[0], subject: { kind: 'team', teamId: 'T1' } }] }),
    'damaged',
    /subject\.kind/,
  ],
  ['a verb nobody knows', json({ grants: [{ ...good.grants[0], verbs: ['delete'] }] }), 'damaged', /verbs\[0\]/],
  ['a requester without verbs', json({ grants: [{ ...good.grants[0], verbs: [] }] }), 'damaged', /to only view is/],
  ['two grants with one id', json({ grants: [good.grants[0], good.grants[0]] }), 'damaged', /two have the same id/],
  [
    'a run without its connector',
    json({ runs: [{ ...good.runs[0], connectorId: null }] }),
    'damaged',
    /runs\[0\]\.connectorId/,
  ],
  ['a state nobody knows', json({ runs: [{ ...good.runs[0], state: 'lost' }] }), 'damaged', /runs\[0\]\.state/],
  ['a message without its time', json({ runs: [{ ...good.runs[0], message: { channelId: 'C1' } }] }), 'damaged', /ts/],
  ['favourites that are none', json({ favourites: [{ ...ann, connectors: [] }] }), 'damaged', /favourites\[0\]/],
  ['the favourites of one person twice', json({ favourites: [ann, ann] }), 'damaged', /favourites: two have the same/],
  [
    'a request for nothing',
    json({ requests: [{ ...good.requests[0], verbs: [] }] }),
    'damaged',
    /requests\[0\]\.verbs/,
  ],
  ['an answer nobody knows', json({ requests: [{ ...good.requests[0], state: 'maybe' }] }), 'damaged', /\[0\]\.state/],
  [
    'two requests with one id',
    json({ requests: [good.requests[0], good.requests[0]] }),
    'damaged',
    /requests: two have/,
  ],
  ['no grants at all', '{"format":"c1-sync","version":2}', 'damaged', /grants/],
  ['a version that is none', json({ version: '2' }), 'damaged', /version/],
  ['another program’s file', '{"users":[]}', 'foreign', /is not a store of c1-sync/],
  ['a list', '[]', 'foreign', /is not a store/],
  ['a newer file', json({ version: 3, audit: [] }), 'newer', /Run the newer c1-sync, or restore the file from before/],
];

function json(changes: object): string {
  return JSON.stringify({ ...good, ...changes });
}

it.each(unusable)('refuses %s and leaves it alone', async (_what, text, code, says) => {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  await writeFile(path, text);
  const refusal = openStore(path);
  await expect(refusal).rejects.toThrow(StoreUnusable);
  await expect(refusal).rejects.toMatchObject({ code });
  await expect(refusal).rejects.toThrow(says);
  await expect(refusal).rejects.toThrow(/c1-sync\.json.*Nobody is allowed/);
  await expect(refusal).rejects.toThrow(/[Rr]estore|Run the newer/);
  expect(await readFile(path, 'utf8')).toBe(text);
  expect(await readdir(dirname(path))).toEqual([basename(path)]);
});

it('refuses a directory in the place of the file, and a file in the place of the directory', async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'c1-sync.json'));
  await expect(openStore(join(directory, 'c1-sync.json'))).rejects.toMatchObject({ code: 'unwritable' });
  await writeFile(join(directory, 'file'), '');
  await expect(openStore(join(directory, 'file', 'c1-sync.json'))).rejects.toMatchObject({ code: 'unwritable' });
});

it('refuses to start when the file cannot be written', async () => {
  const path = join(await temporaryDirectory(), 'c1-sync.json');
  const writeFile = async () => {
    throw Object.assign(new Error('read-only'), { code: 'EROFS' });
  };
  await expect(openStore(path, { writeFile })).rejects.toMatchObject({ code: 'unwritable' });
  await openStore(path);
});

it('reads any bytes, or says that they are unusable', () => {
  const text = Buffer.from(JSON.stringify(good));
  const flipped = fc.tuple(fc.nat(text.length - 1), fc.nat(255)).map(([at, byte]) => {
    const bytes = Buffer.from(text);
    bytes[at] = byte;
    return bytes;
  });
  const nested = fc
    .json()
    .map((value) =>
      Buffer.from(`{"format":"c1-sync","version":2,"grants":[${value}],"runs":${value},"favourites":[]}`),
    );
  const garbage = fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from), nested, flipped);
  fc.assert(
    fc.property(garbage, (bytes) => {
      try {
        parseStoreFile(bytes, 'x.json');
      } catch (error) {
        expect(error).toBeInstanceOf(StoreUnusable);
      }
    }),
    { numRuns: 2000 },
  );
});
